package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorTest {
    private final StubTopic topic = new StubTopic();
    private final Door door = Doors.to(topic);

    @Test
    void door_takesTheDocumentedPayloadWhereTheTokenGivesTheTenant() {
        String seed = """
                {
                  "actorId": "user-uuid",
                  "action": "appointment_cancelled",
                  "resource": "appointment",
                  "resourceId": "appointment-uuid",
                  "timestamp": "2024-03-28T12:45:30Z",
                  "metadata": {
                    "reason": "Client no-show",
                    "role": "STAFF"
                  }
                }
                """;

        HttpAnswer answer = Post.json(seed).token(Doors.ACME).to(door);

        assertThat(answer.status()).isEqualTo(202);
        OutboundEvent event = topic.taken().get(0);
        assertThat(Post.read(answer).path("accepted").asInt()).isOne();
        assertThat(Post.read(answer).path("id").asText()).isEqualTo(event.id());
        assertThat(Post.read(answer).path("ids").get(0).asText()).isEqualTo(event.id());
        assertThat(event.tenantId()).isEqualTo("acme");
        assertThat(event.attributes())
                .isEqualTo(Map.of("tenantId", "acme", "action", "appointment_cancelled", "level", "info"));
        assertThat(event.json())
                .startsWith("{\"id\":\"" + event.id() + "\",\"tenantId\":\"acme\",\"actorId\":\"user-uuid\"")
                .contains("\"metadata\":{\"reason\":\"Client no-show\",\"role\":\"STAFF\"}")
                .doesNotContain("level", "userAgent", "ipAddress");
    }

    @Test
    void door_makesIdsOfVersion7AndKeepsThoseOfTheEvents() {
        Post.json(Post.EVENT).to(door);
        Post.json(Post.event("acme", ",\"id\":\"own-1\"")).to(door);

        assertThat(topic.ids().get(0)).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(topic.ids().get(1)).isEqualTo("own-1");
    }

    @Test
    void level_isTheEventsOwnElseTheCatalogues() {
        Post.json(Post.EVENT.replace("user_login", "login_failed")).to(door);
        Post.json(Post.event("acme", ",\"level\":\"critical\"")).to(door);

        assertThat(topic.taken()).extracting(event -> event.level().wire()).containsExactly("warn", "critical");
        assertThat(topic.taken().get(0).json()).doesNotContain("level");
    }

    @Test
    void numbersAndNames_stayAsTheyWereWritten() {
        String metadata = "{\"amount\":1.10,\"big\":123456789012345678901234567890,\"e\":1E+2,\"é\":\"\\u0041\"}";

        Post.json("[ " + Post.event("acme", ",\"metadata\":" + metadata) + " ]").to(door);

        assertThat(topic.taken().get(0).json())
                .contains("{\"amount\":1.10,\"big\":123456789012345678901234567890,\"e\":1E+2,\"é\":\"A\"}");
    }

    @Test
    void unknownPaths_areNotFound() {
        for (String path : List.of("/", "", "/log-activity/", "/LOG-ACTIVITY", "/healthz/x", "/openapi.json%20", "*")) {
            HttpAnswer answer = door.answer(HttpCall.head("GET", path, Map.of()));

            assertThat(Post.problem(answer)).as(path).isEqualTo("404 not_found");
            assertThat(door.refusal(HttpCall.head("POST", path, Map.of()))).isPresent();
        }
    }

    @Test
    void wrongMethods_areToldTheRightOnes() {
        HttpAnswer get = door.answer(HttpCall.head("GET", "/log-activity", Map.of()));
        HttpAnswer put = door.answer(HttpCall.head("PUT", "/healthz", Map.of()));

        assertThat(Post.problem(get)).isEqualTo("405 method_not_allowed");
        assertThat(get.headers()).containsEntry("Allow", "POST");
        assertThat(put.headers()).containsEntry("Allow", "GET, HEAD");
    }

    @Test
    void health_isGoodAsLongAsThereAreTokens() {
        Door without = Doors.door(
                topic,
                DoorSettings.DEFAULTS,
                new TokenCache(
                        () -> {
                            throw new IllegalStateException("no secret");
                        },
                        () -> 0),
                () -> 0,
                Runnable::run);

        assertThat(door.answer(HttpCall.head("GET", "/healthz", Map.of())).body())
                .asString()
                .isEqualTo("{\"status\":\"ok\"}");
        assertThat(Post.problem(without.answer(HttpCall.head("GET", "/healthz", Map.of()))))
                .isEqualTo("503 tokens_unavailable");
        assertThat(Post.problem(Post.json(Post.EVENT).to(without))).isEqualTo("503 tokens_unavailable");
    }

    @Test
    void error_isAnAnswerToo() {
        Door broken = Doors.door(
                topic,
                DoorSettings.DEFAULTS,
                new TokenCache(
                        () -> {
                            throw new StackOverflowError();
                        },
                        () -> 0),
                () -> 0,
                Runnable::run);

        assertThat(Post.problem(Post.json(Post.EVENT).to(broken))).isEqualTo("500 internal_error");
        assertThat(broken.refusal(Post.json("").call()).map(Post::problem)).hasValue("500 internal_error");
    }

    @Test
    void head_tellsTheLengthOfWhatGetSays() {
        HttpAnswer head = door.answer(HttpCall.head("HEAD", "/openapi.json", Map.of()));
        HttpAnswer get = door.answer(HttpCall.head("GET", "/openapi.json", Map.of()));

        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).containsEntry("Content-Length", Integer.toString(get.body().length));
    }

    @Test
    void door_thatIsShutSendsEverybodyAway() {
        door.shut();

        HttpAnswer answer = Post.json(Post.EVENT).to(door);

        assertThat(Post.problem(answer)).isEqualTo("503 stopping");
        assertThat(answer.headers()).containsKey("Retry-After");
        assertThat(door.refusal(Post.json(Post.EVENT).call())).isPresent();
        assertThat(Post.problem(door.answer(HttpCall.head("GET", "/healthz", Map.of()))))
                .isEqualTo("503 stopping");
        assertThat(door.answer(HttpCall.head("HEAD", "/healthz", Map.of())).body())
                .isEmpty();
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void refusal_needsNoBodyForWhatTheHeadTells() {
        assertThat(door.refusal(Post.json("").call())).isEmpty();
        assertThat(door.refusal(Post.json("").token("nobody").call()).map(Post::problem))
                .hasValue("401 invalid_token");
        assertThat(door.refusal(Post.json("").only("content-type").call()).map(Post::problem))
                .hasValue("415 unsupported_media_type");
        assertThat(door.refusal(Post.json("")
                                .header("content-length", "4194305")
                                .call())
                        .map(Post::problem))
                .hasValue("413 body_too_large");
        assertThat(door.refusal(Post.json("")
                                .header("content-length", "99999999999999999999")
                                .call())
                        .map(Post::problem))
                .hasValue("413 body_too_large");
        assertThat(door.refusal(
                        Post.json("").header("content-length", "4194304").call()))
                .isEmpty();
    }

    @Test
    void transportThatThrows_isAnEventNotPublished() {
        topic.answer(event -> {
            throw new IllegalStateException("the transport broke");
        });

        HttpAnswer answer = Post.json(Post.EVENT).to(door);

        assertThat(Post.problem(answer)).isEqualTo("503 not_published");
        assertThat(answer.headers()).containsKey("Retry-After");
        assertThat(Post.read(answer).path("id").asText()).isNotEmpty();
    }

    @Test
    void eventThatTheTopicRefuses_isUnprocessableWithoutTheTopicsWords() {
        topic.answer(event -> new Transport.Delivery.Refused("secret words"));

        HttpAnswer answer = Post.json(Post.EVENT).to(door);

        assertThat(Post.problem(answer)).isEqualTo("422 refused");
        assertThat(answer.body()).asString().doesNotContain("secret words");
    }

    @Test
    void eventThatGrowsTooLargeByItsId_isRefusedHereAndNotByTheConsumer() {
        String empty = Post.event("acme", ",\"metadata\":{\"x\":\"\"}");
        String full = empty.replace("\"\"}", "\"" + "x".repeat(128 * 1024 - empty.length()) + "\"}");

        assertThat(full).hasSize(128 * 1024);
        assertThat(Post.problem(Post.json(full).to(door))).isEqualTo("413 too_large");
        assertThat(topic.taken()).isEmpty();
    }
}
