package dev.taly.activity.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.ingest.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that Lambda hands to a function behind an API Gateway HTTP API, payload 2.0 (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">format</a>).
 * Streaming, because loading an object mapper would double the function's cold start.
 */
final class GatewayEventReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser in;
    private final Map<String, List<String>> headers = new HashMap<>();
    private @Nullable String method;
    private @Nullable String path;
    private @Nullable String stage;
    private String body = "";
    private boolean base64;

    private GatewayEventReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads a whole event. A header that came several times is there once, its values joined by commas.
     *
     * @throws IOException if it is no such JSON
     */
    static HttpCall read(InputStream event) throws IOException {
        try (JsonParser in = JSON.createParser(event)) {
            return new GatewayEventReader(in).event();
        }
    }

    private HttpCall event() throws IOException {
        expect(in.nextToken() == JsonToken.START_OBJECT, "it is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "rawPath" -> path = text();
                case "headers" -> readHeaders();
                case "requestContext" -> readContext();
                case "body" -> body = in.currentToken() == JsonToken.VALUE_NULL ? "" : string("body");
                case "isBase64Encoded" -> base64 = in.currentToken() == JsonToken.VALUE_TRUE;
                default -> in.skipChildren();
            }
        }
        if (method == null || path == null) {
            throw new IOException("not an event of an HTTP API with payload 2.0: it has no rawPath or http.method");
        }
        HttpCall call = new HttpCall(method, withoutStage(path), headers, bytes());
        return base64 ? call : call.readAsText();
    }

    private void readHeaders() throws IOException {
        expect(in.currentToken() == JsonToken.START_OBJECT, "headers is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            headers.put(name, List.of(string("a header")));
        }
    }

    private void readContext() throws IOException {
        expect(in.currentToken() == JsonToken.START_OBJECT, "requestContext is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "stage" -> stage = text();
                case "http" -> readHttp();
                default -> in.skipChildren();
            }
        }
    }

    private void readHttp() throws IOException {
        expect(in.currentToken() == JsonToken.START_OBJECT, "http is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (name.equals("method")) {
                method = text();
            } else {
                in.skipChildren();
            }
        }
    }

    /** A stage with a name of its own stands in front of the path. */
    private String withoutStage(String rawPath) {
        String prefix = "/" + stage;
        boolean prefixed = stage != null && !stage.equals("$default") && rawPath.startsWith(prefix + "/");
        return prefixed ? rawPath.substring(prefix.length()) : rawPath;
    }

    private byte[] bytes() throws IOException {
        try {
            return base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("not an event of an HTTP API with payload 2.0: its body is no Base64", e);
        }
    }

    private String string(String what) throws IOException {
        expect(in.currentToken() == JsonToken.VALUE_STRING, what + " is no string");
        return in.getText();
    }

    private @Nullable String text() throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        in.skipChildren();
        return null;
    }

    private static void expect(boolean kept, String problem) throws IOException {
        if (!kept) {
            throw new IOException("not an event of an HTTP API with payload 2.0: " + problem);
        }
    }
}
