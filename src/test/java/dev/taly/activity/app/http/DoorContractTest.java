package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.StubTopic;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the door promises, whatever carries the requests. */
abstract class DoorContractTest {
    private static final String EVENT =
            "{\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T12:45:30Z\"}";

    final StubTopic topic = new StubTopic();
    final Door door = Doors.to(topic);

    abstract Reply send(Call call);

    @Test
    void event_isTakenWithItsCaller() {
        Reply reply = send(Call.post(Doors.ACME, EVENT)
                .with("Idempotency-Key", "key-1")
                .with("User-Agent", "curl/8.5, really")
                .with("X-Client-IP", "203.0.113.7"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body()).isEqualTo("{\"accepted\":1,\"ids\":[\"key-1\"],\"id\":\"key-1\"}");
        assertThat(reply.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("cache-control", "no-store")
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(topic.taken().get(0).json())
                .contains(
                        "\"tenantId\":\"acme\"", "\"userAgent\":\"curl/8.5, really\"", "\"ipAddress\":\"203.0.113.7\"");
    }

    @Test
    void characters_stayWhatTheyAre() {
        String metadata = "{\"name\":\"Zoë 😀 \\u00e9\",\"amount\":1.10}";
        Call call = Call.post(Doors.ACME, EVENT.replace("\"actorId\"", "\"metadata\":" + metadata + ",\"actorId\""));

        assertThat(send(call).status()).isEqualTo(202);
        assertThat(send(zipped(call)).status()).isEqualTo(202);
        assertThat(topic.taken())
                .hasSize(2)
                .allMatch(event -> event.json().contains("{\"name\":\"Zoë 😀 é\",\"amount\":1.10}"));
    }

    @Test
    void lines_haveResultsOfTheirOwn() {
        Reply reply = send(Call.post(Doors.ACME, EVENT + "\n{}\n").only("Content-Type", "application/x-ndjson"));

        assertThat(reply.status()).isEqualTo(207);
        assertThat(reply.json().at("/results/1/problem/code").asText()).isEqualTo("missing_field");
    }

    @Test
    void caller_withoutAGoodTokenIsTurnedAway() {
        assertThat(send(Call.post(Doors.ANY, EVENT).without("Authorization")).headers())
                .containsEntry("www-authenticate", "Bearer realm=\"activity-logger\"");
        assertThat(send(Call.post("nobody", EVENT)).problem()).isEqualTo("401 invalid_token");
        assertThat(send(Call.post(Doors.ANY, EVENT).with("Authorization", "Bearer " + Doors.ANY))
                        .problem())
                .isEqualTo("400 invalid_request");
        assertThat(send(Call.post(Doors.ACME, EVENT.replace("{", "{\"tenantId\":\"globex\",")))
                        .problem())
                .isEqualTo("403 insufficient_scope");
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void bodies_thatTheDoorDoesNotTakeAreToldSo() {
        Call call = Call.post(Doors.ACME, EVENT);

        assertThat(send(call.without("Content-Type")).problem()).isEqualTo("415 unsupported_media_type");
        assertThat(send(call.with("Content-Encoding", "br")).problem()).isEqualTo("415 unsupported_encoding");
        assertThat(send(call.only("Content-Type", "application/x-ndjson").with("Content-Encoding", "gzip"))
                        .problem())
                .isEqualTo("400 malformed_gzip");
        assertThat(send(call.body(new byte[] {'{', (byte) 0xff, '}'})).problem())
                .isEqualTo("400 malformed_json");
        assertThat(send(call.body(new byte[0])).problem()).isEqualTo("400 malformed_json");
        assertThat(send(call.body(new byte[4 * 1024 * 1024 + 1])).problem()).isEqualTo("413 body_too_large");
        assertThat(send(zipped(call.body(new byte[32 * 1024 * 1024]))).problem())
                .isEqualTo("413 body_too_large");
    }

    @Test
    void paths_areThree() {
        assertThat(send(Call.of("GET", "/healthz")).body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(send(Call.of("GET", "/openapi.json")).json().path("openapi").asText())
                .isEqualTo("3.1.0");
        assertThat(send(Call.of("GET", "/")).problem()).isEqualTo("404 not_found");
        assertThat(send(Call.of("DELETE", "/log-activity")).headers()).containsEntry("allow", "POST");
        assertThat(send(Call.of("HEAD", "/healthz")).status()).isEqualTo(200);
    }

    @Test
    void door_thatIsShutSaysSo() {
        door.shut();

        Reply reply = send(Call.post(Doors.ACME, EVENT));

        assertThat(reply.problem()).isEqualTo("503 stopping");
        assertThat(reply.headers()).containsKey("retry-after");
    }

    /** As every carrier brings it. */
    private static Call zipped(Call call) {
        return call.zipped().only("Content-Type", "application/x-ndjson").with("Content-Encoding", "gzip");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
