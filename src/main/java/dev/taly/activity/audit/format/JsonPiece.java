package dev.taly.activity.audit.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON object on a line of its own, in which values of the stored line stand exactly as they are written there. */
final class JsonPiece implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final StoredLine line;
    private final OutputStream out;
    private final JsonGenerator json;

    JsonPiece(StoredLine line, OutputStream out) throws IOException {
        this.line = line;
        this.out = out;
        json = JSON.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        json.writeStartObject();
    }

    JsonPiece text(String name, String value) throws IOException {
        json.writeStringField(name, value);
        return this;
    }

    JsonPiece number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
        return this;
    }

    /** A value that is JSON already. */
    JsonPiece raw(String name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
        return this;
    }

    JsonPiece copy(String name, LineField field) throws IOException {
        return raw(name, line.json(field).orElseThrow());
    }

    JsonPiece open(String name) throws IOException {
        json.writeObjectFieldStart(name);
        return this;
    }

    JsonPiece openList(String name) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeStartObject();
        return this;
    }

    JsonPiece shut() throws IOException {
        json.writeEndObject();
        return this;
    }

    JsonPiece shutList() throws IOException {
        json.writeEndObject();
        json.writeEndArray();
        return this;
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.write('\n');
    }
}
