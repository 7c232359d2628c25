package dev.taly.activity.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** One pass over an event's text. Every way out but a valid event is an {@link InvalidEventException}. */
final class EventReader {
    /**
     * Jackson's own limits stand above ours, so that ours are the ones which speak: no token is longer than the text, and
     * depth is counted here.
     */
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(EventCodec.MAX_BYTES)
                    .maxStringLength(EventCodec.MAX_BYTES)
                    .maxNameLength(EventCodec.MAX_BYTES)
                    .build())
            // Interning and canonicalising names would let a sender fill memory with names of their own.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final int LONGEST_SEQ = 40;

    private final JsonParser in;
    private final ActivityEvent.Builder event = ActivityEvent.builder();
    /** A bit for each field that was read. */
    private int seen;

    private EventReader(JsonParser in) {
        this.in = in;
    }

    /** The fields of an event, each of its type; {@link ActivityEvent.Builder#build} checks the rest. */
    static ActivityEvent.Builder readEvent(String text) {
        return read(text, "", in -> new EventReader(in).read());
    }

    /** An object that stands alone, with {@code pointer} as its place in the event. */
    static JsonObject readObject(String text, String pointer) {
        return read(text, pointer, in -> new JsonCopy(in, pointer).object(2));
    }

    /** Reads the one object that the text must be. */
    private static <T> T read(String text, String pointer, Content<T> content) {
        try (JsonParser in = JSON.createParser(text)) {
            JsonToken first = in.nextToken();
            if (first == null) {
                throw reject(RejectionCode.MALFORMED_JSON, pointer, "The text is empty.");
            }
            if (first != JsonToken.START_OBJECT) {
                throw reject(RejectionCode.NOT_AN_OBJECT, pointer, "The text must be one JSON object.");
            }
            T object = content.read(in);
            if (in.nextToken() != null) {
                throw reject(RejectionCode.MALFORMED_JSON, pointer, "Nothing may follow the JSON object.");
            }
            return object;
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the text; its place alone says enough.
            long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
            String where = at < 0 ? "." : "; it breaks at character " + at + ".";
            throw reject(RejectionCode.MALFORMED_JSON, pointer, "The text must be well-formed JSON" + where);
        } catch (IOException e) {
            throw new UncheckedIOException("a text broke while it was read", e);
        }
    }

    private static InvalidEventException reject(RejectionCode code, String pointer, String message) {
        return new InvalidEventException(new Rejection(code, pointer, message));
    }

    private ActivityEvent.Builder read() throws IOException {
        String producer = null;
        Long seq = null;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "id" -> event.id(text(once(name, 0)));
                case "tenantId" -> event.tenantId(text(once(name, 1)));
                case "actorId" -> event.actorId(text(once(name, 2)));
                case "action" -> event.action(text(once(name, 3)));
                case "resource" -> event.resource(text(once(name, 4)));
                case "resourceId" -> event.resourceId(text(once(name, 5)));
                case "timestamp" -> event.timestamp(EventTime.parse(text(once(name, 6))));
                case "level" -> event.level(level(once(name, 7)));
                case "outcome" -> event.outcome(outcome(once(name, 8)));
                case "metadata" -> event.metadata(object(once(name, 9)));
                case "userAgent" -> event.userAgent(text(once(name, 10)));
                case "ipAddress" -> event.ipAddress(text(once(name, 11)));
                case "consent" -> event.consent(bool(once(name, 12)));
                case "producer" -> producer = text(once(name, 13));
                case "seq" -> seq = wholeNumber(once(name, 14));
                case "traceId" -> event.traceId(text(once(name, 15)));
                default ->
                    throw new InvalidEventException(Rejection.ofField(
                            RejectionCode.UNKNOWN_FIELD,
                            name,
                            "An event has no such field; other data belongs in metadata."));
            }
        }
        return event.origin(producer, seq);
    }

    /** The name itself, if the field with that number was not read before. */
    private String once(String field, int number) {
        if ((seen & 1 << number) != 0) {
            throw new InvalidEventException(
                    Rejection.ofField(RejectionCode.DUPLICATE_FIELD, field, "A name must stand once in an object."));
        }
        seen |= 1 << number;
        return field;
    }

    private String text(String field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw FieldRules.invalid(field, "must be a string");
        }
        return in.getText();
    }

    private Level level(String field) throws IOException {
        return Level.find(text(field)).orElseThrow(() -> FieldRules.invalid(field, "must be info, warn or critical"));
    }

    private Outcome outcome(String field) throws IOException {
        return Outcome.find(text(field)).orElseThrow(() -> FieldRules.invalid(field, "must be success or failure"));
    }

    private boolean bool(String field) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw FieldRules.invalid(field, "must be true or false");
        };
    }

    private JsonObject object(String field) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw FieldRules.invalid(field, "must be an object");
        }
        return new JsonCopy(in, "").object(2);
    }

    /** JSON knows no integers: 7, 7.0 and 0.7e1 are the same number, as JSON Schema has it too. */
    private long wholeNumber(String field) throws IOException {
        if (in.currentToken().isNumeric() && in.getTextLength() <= LONGEST_SEQ) {
            try {
                return new BigDecimal(in.getText()).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw FieldRules.invalid(field, "must be a whole number from 1 to " + FieldRules.MAX_SEQ);
            }
        }
        throw FieldRules.invalid(field, "must be a whole number from 1 to " + FieldRules.MAX_SEQ);
    }

    @FunctionalInterface
    private interface Content<T> {
        T read(JsonParser in) throws IOException;
    }
}
