package dev.taly.activity.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.taly.activity.ingest.HttpAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer of a function behind an HTTP API with payload 2.0. */
final class GatewayAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private GatewayAnswer() {}

    static void write(HttpAnswer answer, OutputStream output) throws IOException {
        try (JsonGenerator out = JSON.createGenerator(output)) {
            out.writeStartObject();
            out.writeNumberField("statusCode", answer.status());
            out.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : answer.headers().entrySet()) {
                out.writeStringField(header.getKey(), header.getValue());
            }
            out.writeEndObject();
            out.writeStringField("body", new String(answer.body(), StandardCharsets.UTF_8));
            out.writeBooleanField("isBase64Encoded", false);
            out.writeEndObject();
        }
    }
}
