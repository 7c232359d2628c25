package dev.taly.activity.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Copies what is, or was meant to be, an event's object: its fields by their rules, all else as if it were metadata. */
final class BodyEvent {
    private static final int ANY_LENGTH = Integer.MAX_VALUE;
    private static final int LONGEST_PLAIN = 128;

    private final JsonParser in;
    private final Rules rules;
    private final JsonGuard guard;
    private final FieldGuard fields;
    private final FieldGuard agents;

    BodyEvent(JsonParser in, Rules rules, JsonGuard guard, FieldGuard fields, FieldGuard agents) {
        this.in = in;
        this.rules = rules;
        this.guard = guard;
        this.fields = fields;
        this.agents = agents;
    }

    /** The object that the parser stands on. */
    void copy(JsonText out, NewNames.InObject names) throws IOException {
        FieldRules of = rules.fields();
        out.begin('{');
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "id",
                        "tenantId",
                        "action",
                        "resource",
                        "timestamp",
                        "level",
                        "outcome",
                        "consent",
                        "producer",
                        "seq" -> plain(out, name);
                case "actorId" -> field(out, name, of.actorId(), fields);
                case "resourceId" -> field(out, name, of.resourceId(), fields);
                case "traceId" -> field(out, name, of.traceId(), fields);
                case "userAgent" -> field(out, name, of.userAgent(), agents);
                case "ipAddress" -> address(out, name, of.ipAddress());
                case "metadata" -> guard.value(out.name(name), null);
                default -> guard.member(out, name, null, names);
            }
        }
        out.end('}');
    }

    /** Whether a text has the form of ids, names and times, which identify no person. */
    static boolean isPlain(String text) {
        if (text.length() > LONGEST_PLAIN) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Characters.isDigit(c) && !Characters.isAsciiLetter(c) && "_.:-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private void plain(JsonText out, String name) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            guard.value(out.name(name), null);
            return;
        }
        String text = in.getText();
        String safe = text;
        if (!isPlain(text)) {
            boolean isTime = name.equals("timestamp") && isPlain(text.replace('+', '-'));
            safe = isTime || rules.otherwise() == Treatment.KEEP
                    ? fields.apply(Treatment.KEEP, text, ANY_LENGTH)
                    : fields.apply(Treatment.MASK, text, ANY_LENGTH);
        }
        write(out, name, text, safe);
    }

    private void field(JsonText out, String name, Treatment treatment, FieldGuard of) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            String text = in.getText();
            write(out, name, text, of.apply(treatment, text, ANY_LENGTH));
        } else if (treatment == Treatment.DROP) {
            drop();
        } else {
            guard.value(out.name(name), treatment == Treatment.KEEP ? null : treatment);
        }
    }

    /** Its pseudonym has no place in the body. */
    private void address(JsonText out, String name, Treatment treatment) throws IOException {
        switch (treatment) {
            case KEEP -> field(out, name, treatment, fields);
            case TRUNCATE -> guard.value(out.name(name), treatment);
            default -> drop();
        }
    }

    private void write(JsonText out, String name, String text, @Nullable String safe) {
        if (!text.equals(safe)) {
            guard.change();
        }
        out.member(name, safe);
    }

    private void drop() throws IOException {
        guard.change();
        in.skipChildren();
    }
}
