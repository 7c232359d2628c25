package dev.taly.activity.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Copies the object that a parser stands on as compact text, and refuses what an event may not carry: too deep nesting, a
 * name twice, lone surrogates. Numbers are copied as text, never as doubles.
 */
final class JsonCopy {
    private static final int USUAL_LENGTH = 256;

    private final JsonParser in;
    private final String above;
    private final JsonText out = new JsonText(USUAL_LENGTH);

    /** @param above the JSON Pointer of what the parser reads, within the event */
    JsonCopy(JsonParser in, String above) {
        this.in = in;
        this.above = above;
    }

    /**
     * The object that the parser stands on, which it leaves at its end. To be called once.
     *
     * @param level how deep the object itself stands; the event is level 1
     */
    JsonObject object(int level) throws IOException {
        copyObject(level);
        return JsonObject.trusted(out.toString());
    }

    private void copyObject(int level) throws IOException {
        checkDepth(level);
        out.begin('{');
        NameSet names = new NameSet();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (!names.add(name)) {
                throw reject(RejectionCode.DUPLICATE_FIELD, "A name must stand once in an object.");
            }
            out.name(checkText(name));
            in.nextToken();
            copyValue(level);
        }
        out.end('}');
    }

    private void copyArray(int level) throws IOException {
        checkDepth(level);
        out.begin('[');
        while (in.nextToken() != JsonToken.END_ARRAY) {
            copyValue(level);
        }
        out.end(']');
    }

    private void copyValue(int level) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> copyObject(level + 1);
            case START_ARRAY -> copyArray(level + 1);
            case VALUE_STRING -> out.string(checkText(in.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                out.number(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
            case VALUE_TRUE -> out.json("true");
            case VALUE_FALSE -> out.json("false");
            case VALUE_NULL -> out.json("null");
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
        return new InvalidEventException(new Rejection(code, above + path, message));
    }
}
