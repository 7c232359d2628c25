package dev.taly.activity.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;

/**
 * Copies the object that a parser stands on as compact text, and refuses what an event may not carry: too deep nesting, a
 * name twice, lone surrogates. Numbers are copied as text, never as doubles.
 */
final class JsonCopy {
    private final JsonParser in;
    private final String root;

    /** @param root the JSON Pointer of the object to copy */
    JsonCopy(JsonParser in, String root) {
        this.in = in;
        this.root = root;
    }

    /** @param level how deep the object itself stands; the event is level 1 */
    JsonObject object(int level) throws IOException {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = EventReader.JSON.createGenerator(text)) {
            copyObject(out, level);
        }
        return JsonObject.trusted(text.toString());
    }

    private void copyObject(JsonGenerator out, int level) throws IOException {
        checkDepth(level);
        out.writeStartObject();
        Set<String> names = new HashSet<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (!names.add(name)) {
                throw reject(RejectionCode.DUPLICATE_FIELD, "A name must stand once in an object.");
            }
            out.writeFieldName(checkText(name));
            in.nextToken();
            copyValue(out, level);
        }
        out.writeEndObject();
    }

    private void copyArray(JsonGenerator out, int level) throws IOException {
        checkDepth(level);
        out.writeStartArray();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            copyValue(out, level);
        }
        out.writeEndArray();
    }

    private void copyValue(JsonGenerator out, int level) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> copyObject(out, level + 1);
            case START_ARRAY -> copyArray(out, level + 1);
            case VALUE_STRING -> out.writeString(checkText(in.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getText());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            case VALUE_NULL -> out.writeNull();
            default -> throw new IllegalStateException("no JSON value starts with " + in.currentToken());
        }
    }

    private void checkDepth(int level) {
        if (level > EventCodec.MAX_DEPTH) {
            throw reject(
                    RejectionCode.TOO_DEEP, "The event must not nest deeper than " + EventCodec.MAX_DEPTH + " levels.");
        }
    }

    private String checkText(String text) {
        if (FieldRules.hasLoneSurrogate(text)) {
            throw reject(RejectionCode.INVALID_FIELD, "A text must be valid Unicode, without lone surrogates.");
        }
        return text;
    }

    private InvalidEventException reject(RejectionCode code, String message) {
        String path = in.getParsingContext().pathAsPointer().toString();
        return new InvalidEventException(new Rejection(code, path.startsWith(root) ? path : root + path, message));
    }
}
