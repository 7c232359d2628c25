package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.app.IngestFunction;
import dev.taly.activity.app.StubContext;
import dev.taly.activity.ingest.Doors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The door behind API Gateway, as an event of payload 2.0. */
final class FunctionDoorTest extends DoorContractTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final IngestFunction function = new IngestFunction(door);

    @Override
    Reply send(Call call) {
        try {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handleRequest(
                    new ByteArrayInputStream(JSON.writeValueAsBytes(event(call))), answer, new StubContext(10_000));
            return reply(JSON.readTree(answer.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void packedBody_thatTheGatewayTakesForTextIsToldSo() {
        Reply reply = send(Call.post(Doors.ANY, "[]".repeat(50)).zipped().with("Content-Encoding", "gzip"));

        assertThat(reply.problem()).isEqualTo("415 unsupported_encoding");
        assertThat(reply.json().path("detail").asText()).contains("application/x-ndjson");
        assertThat(topic.taken()).isEmpty();
    }

    /** As the gateway makes it: names in lower case, values of equal names joined, JSON as text whatever its bytes are. */
    private static ObjectNode event(Call call) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0").put("routeKey", "POST /log-activity").put("rawPath", call.path);
        ObjectNode headers = event.putObject("headers");
        for (String[] header : call.headers) {
            String name = header[0].toLowerCase(Locale.ROOT);
            headers.put(name, headers.has(name) ? headers.get(name).asText() + "," + header[1] : header[1]);
        }
        ObjectNode context = event.putObject("requestContext");
        context.put("stage", "$default").putObject("http").put("method", call.method);
        boolean text = headers.path("content-type").asText().startsWith("application/json");
        if (call.body.length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(call.body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(call.body));
        }
        event.put("isBase64Encoded", call.body.length > 0 && !text);
        return event;
    }

    private static Reply reply(JsonNode answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        return new Reply(
                answer.path("statusCode").asInt(), headers, answer.path("body").asText());
    }
}
