package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The Lambda function behind the HTTP API. It answers every request, and throws only for input that is no event of an HTTP API with
 * payload 2.0. Safe for any number of threads.
 */
public final class IngestFunction implements RequestStreamHandler {
    private static final JsonFactory JSON = new JsonFactory();

    private final Door door;

    /** For Lambda: with the settings of the environment. */
    public IngestFunction() {
        this(IngestWiring.door(
                IngestSettings.of(System.getenv()),
                AwsClients.fromEnvironment(System.getenv()),
                FunctionMetrics.ofProcess()));
    }

    /** With that door. */
    public IngestFunction(Door door) {
        this.door = requireNonNull(door, "door is null");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        write(door.answer(GatewayEventReader.read(input)), output);
    }

    private static void write(HttpAnswer answer, OutputStream output) throws IOException {
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
