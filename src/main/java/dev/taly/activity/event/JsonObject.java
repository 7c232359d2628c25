package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object kept as its compact text: numbers keep every digit, strings every code point, members their order. No
 * name stands twice in one object, nothing is nested deeper than an event allows, and no string has a lone surrogate.
 * Immutable; equal if the texts are.
 */
public final class JsonObject {
    private final String json;

    private JsonObject(String json) {
        this.json = json;
    }

    /** For text that this room has just written and checked. */
    static JsonObject trusted(String json) {
        return new JsonObject(json);
    }

    /**
     * Reads the text of an object, as the value of {@code metadata}.
     *
     * @throws InvalidEventException if it is no object that an event could carry
     */
    public static JsonObject parse(String json) {
        if (EventCodec.isTooLarge(json)) {
            throw new InvalidEventException(Rejection.ofField(
                    RejectionCode.TOO_LARGE,
                    "metadata",
                    "metadata must leave the event within " + EventCodec.MAX_BYTES + " bytes of UTF-8."));
        }
        return EventReader.readObject(json, "/metadata");
    }

    /**
     * An object of plain values: strings, numbers, booleans, nulls, maps, collections, times and durations of
     * {@code java.time} as their text, and beans as jackson-databind sees them.
     *
     * @throws InvalidEventException if a value has no JSON form, or an event could not carry it
     */
    public static JsonObject of(Map<String, ?> values) {
        try {
            return parse(Databind.MAPPER.writeValueAsString(requireNonNull(values, "values is null")));
        } catch (JsonProcessingException e) {
            throw FieldRules.invalid("metadata", "must have a JSON form");
        }
    }

    /**
     * Reads it again: a parser before the first token. Names are not interned, and numbers are to be read as text, to keep
     * their digits.
     */
    public JsonParser parser() {
        try {
            return EventReader.JSON.createParser(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be read", e);
        }
    }

    /** The text that a member of this object is; nothing where there is no such member, or it is no text. */
    public Optional<String> text(String name) {
        // Most objects don't have it, and a name that needs no escape stands there as it is.
        if (!json.contains(name)) {
            return Optional.empty();
        }
        try (JsonParser in = parser()) {
            in.nextToken();
            for (String member = in.nextFieldName(); member != null; member = in.nextFieldName()) {
                boolean text = in.nextToken() == JsonToken.VALUE_STRING;
                if (member.equals(name)) {
                    return text ? Optional.of(in.getText()) : Optional.empty();
                }
                in.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be read", e);
        }
    }

    /** The compact text, one line. */
    public String json() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The compact text. It may hold personal data: not for logs. */
    @Override
    public String toString() {
        return json;
    }

    /** Loaded with the first map only, so that the consumer starts without databind. */
    private static final class Databind {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
                        .addSerializer(TemporalAmount.class, ToStringSerializer.instance))
                .build();
    }
}
