package dev.taly.activity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.StubTopic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayEventReaderTest {
    /** By the format's documentation, shortened. */
    private static final String EVENT = """
            {"version":"2.0","routeKey":"$default","rawPath":"PATH","rawQueryString":"a=1","cookies":["c=1"],
             "headers":{"content-type":"application/json","authorization":"Bearer TOKEN"},
             "queryStringParameters":{"a":"1"},
             "requestContext":{"accountId":"1","authentication":null,"stage":"STAGE","timeEpoch":1583348638390,
               "http":{"method":"METHOD","path":"/x","protocol":"HTTP/1.1","sourceIp":"192.0.2.1","userAgent":"agent"}},
             "body":BODY,"pathParameters":null,"isBase64Encoded":false,"stageVariables":{"s":"1"}}
            """;

    private final StubTopic topic = new StubTopic();
    private final IngestFunction function = new IngestFunction(Doors.to(topic));

    @Test
    void body_mayBePlainText() throws IOException {
        String body = "\"{\\\"actorId\\\":\\\"u\\\",\\\"action\\\":\\\"user_login\\\",\\\"resource\\\":\\\"session\\\","
                + "\\\"timestamp\\\":\\\"2024-03-28T12:45:30Z\\\",\\\"traceId\\\":\\\"\u00fc\\\"}\"";

        String answer = answer(event("POST", "/log-activity", "$default", body));

        assertThat(answer).startsWith("{\"statusCode\":202,").endsWith("\"isBase64Encoded\":false}");
        assertThat(topic.taken().get(0).json())
                .contains("\"traceId\":\"\u00fc\"")
                .doesNotContain("192.0.2.1", "agent");
    }

    @Test
    void stage_isNoPartOfThePathUnlessItIsTheDefault() throws IOException {
        assertThat(answer(event("GET", "/live/healthz", "live", "null"))).contains("\"statusCode\":200");
        assertThat(answer(event("GET", "/healthz", "$default", "null"))).contains("\"statusCode\":200");
        assertThat(answer(event("GET", "/healthz", "live", "null"))).contains("\"statusCode\":200");
        assertThat(answer(event("GET", "/lively/healthz", "live", "null"))).contains("\"statusCode\":404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Records\":[]}",
                "{\"rawPath\":\"/\"}",
                "{\"rawPath\":\"/\",\"requestContext\":{\"http\":{}}}",
                "{\"rawPath\":\"/\",\"headers\":{\"a\":1},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
                "{\"rawPath\":\"/\",\"body\":\"?\",\"isBase64Encoded\":true,\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
                "{\"rawPath\":\"/\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}"
            })
    void event_thatIsNoneOfAnHttpApiIsRefused(String event) {
        assertThatIOException().isThrownBy(() -> answer(event));
    }

    private static String event(String method, String path, String stage, String body) {
        return EVENT.replace("METHOD", method)
                .replace("PATH", path)
                .replace("STAGE", stage)
                .replace("TOKEN", Doors.ACME)
                .replace("BODY", body);
    }

    private String answer(String event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, new StubContext(1_000));
        return out.toString(UTF_8);
    }
}
