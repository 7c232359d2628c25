package dev.taly.activity.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Copies JSON and does with each value what the rules say: one pass, in which numbers keep every digit, strings every code point
 * and members their order. For one text; not for sharing between threads.
 */
final class JsonGuard {
    private final JsonParser in;
    private final Rules rules;
    private final TextGuard text;
    private final Pseudonyms pseudonyms;
    private final NewNames newNames;
    private boolean changed;
    private boolean namesChanged;

    JsonGuard(JsonParser in, Rules rules, TextGuard text, Pseudonyms pseudonyms, NewNames newNames) {
        this.in = in;
        this.rules = rules;
        this.text = text;
        this.pseudonyms = pseudonyms;
        this.newNames = newNames;
    }

    /** Whether anything is other than it was. */
    boolean changed() {
        return changed;
    }

    /** Whether a name held something personal, so that its new one may be another's. */
    boolean namesChanged() {
        return namesChanged;
    }

    void change() {
        changed = true;
    }

    /**
     * The object that the parser stands on.
     *
     * @param under the treatment of all that is inside; null where there is none, so that texts are searched
     */
    void object(JsonText out, @Nullable Treatment under) throws IOException {
        NewNames.InObject names = newNames.in(in);
        out.begin('{');
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            member(out, name, under, names);
        }
        out.end('}');
    }

    /** The member whose value the parser stands on. */
    void member(JsonText out, String sent, @Nullable Treatment under, NewNames.InObject names) throws IOException {
        String safe = text.apply(sent, pseudonyms);
        String name = sent;
        if (!safe.equals(sent)) {
            namesChanged = true;
            changed = true;
            name = names.instead(sent, safe);
        }
        Treatment own = rules.metadata().find(safe).orElse(null);
        Treatment treatment =
                own == null ? under : under == null || under == Treatment.KEEP ? own : under.orStricter(own);
        if (treatment == null && isText()) {
            unnamed(out, name, names);
        } else if (treatment == Treatment.DROP) {
            drop(out, name, NameRules.isHashed(safe));
        } else if (treatment == Treatment.HASH && under != Treatment.HASH) {
            hashed(out, name, names);
        } else {
            boolean isPseudonym =
                    treatment != null && treatment != Treatment.HASH && isPseudonym() && NameRules.isHashed(safe);
            value(out.name(name), isPseudonym ? Treatment.KEEP : treatment);
        }
    }

    /** Copies the value that the parser stands on. */
    void value(JsonText out, @Nullable Treatment under) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL || token.isBoolean()) {
            // Tells nobody's name, and stars or a pseudonym of it would tell no less.
            out.json(in.getText());
        } else if (under == Treatment.MASK) {
            masked(out);
        } else if (token == JsonToken.START_OBJECT) {
            object(out, under);
        } else if (token == JsonToken.START_ARRAY) {
            array(out, under);
        } else if (under == null) {
            searched(out);
        } else if (under == Treatment.KEEP) {
            copied(out);
        } else {
            scalar(out, under);
        }
    }

    /** A text without a rule, in an object: here it may go, and here it changes its name where it is hashed. */
    private void unnamed(JsonText out, String name, NewNames.InObject names) throws IOException {
        switch (rules.otherwise()) {
            case DROP -> drop(out, name, true);
            case HASH -> hashed(out, name, names);
            default -> value(out.name(name), null);
        }
    }

    /**
     * @param mayBePseudonym whether what has the form of a pseudonym is taken for one; anybody can write that form, so not where
     *     none is ever written
     */
    private void drop(JsonText out, String name, boolean mayBePseudonym) throws IOException {
        if (mayBePseudonym && isPseudonym()) {
            out.name(name).string(in.getText());
            return;
        }
        changed = true;
        in.skipChildren();
    }

    private void hashed(JsonText out, String name, NewNames.InObject names) throws IOException {
        boolean before = changed;
        changed = false;
        JsonText value = new JsonText(64);
        value(value, Treatment.HASH);
        boolean isRenamed = changed && pseudonyms.knowsTenant() && !NameRules.isHashed(name);
        out.name(isRenamed ? names.instead(name, name + NameRules.SUFFIX) : name)
                .json(value.toString());
        changed |= before;
    }

    private void array(JsonText out, @Nullable Treatment under) throws IOException {
        out.begin('[');
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (under == null && isText() && rules.otherwise() == Treatment.DROP && !pseudonyms.isOne(in.getText())) {
                changed = true;
            } else {
                value(out, under);
            }
        }
        out.end(']');
    }

    private void masked(JsonText out) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING && in.getText().equals(Pseudonyms.STARS)) {
            copied(out);
            return;
        }
        in.skipChildren();
        changed = true;
        out.string(Pseudonyms.STARS);
    }

    /** A scalar that is to be hashed or truncated. */
    private void scalar(JsonText out, Treatment treatment) throws IOException {
        String value = in.getText();
        String safe = value.equals(Pseudonyms.STARS)
                ? value
                : treatment == Treatment.HASH
                        ? pseudonyms.of(value)
                        : IpNetwork.of(value).orElse(Pseudonyms.STARS);
        changed |= in.currentToken() != JsonToken.VALUE_STRING || !safe.equals(value);
        out.string(safe);
    }

    /** A scalar without a rule. */
    private void searched(JsonText out) throws IOException {
        if (!isText()) {
            copied(out);
            return;
        }
        String value = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : Cards.ofNumber(in.getText());
        String safe = pseudonyms.isOne(value)
                ? value
                : switch (rules.otherwise()) {
                    case HASH -> pseudonyms.of(value);
                    case MASK, DROP -> Pseudonyms.STARS;
                    default -> text.apply(value, pseudonyms);
                };
        if (safe.equals(value)) {
            copied(out);
        } else {
            changed = true;
            out.string(safe);
        }
    }

    private void copied(JsonText out) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            out.string(in.getText());
        } else {
            out.json(in.getText());
        }
    }

    /** What may be found in or be treated as a text: a string, and a number that is a card's. */
    private boolean isText() throws IOException {
        JsonToken token = in.currentToken();
        return token == JsonToken.VALUE_STRING
                || (token.isNumeric()
                        && rules.text().cards() != Treatment.KEEP
                        && !Cards.ofNumber(in.getText()).isEmpty());
    }

    private boolean isPseudonym() throws IOException {
        return in.currentToken() == JsonToken.VALUE_STRING && pseudonyms.isOne(in.getText());
    }
}
