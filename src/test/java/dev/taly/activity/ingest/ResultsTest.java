package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.publish.Transport.Delivery;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final String INVALID = Post.EVENT.replace("user_login", "User Login");

    private final StubTopic topic = new StubTopic();
    private final Door door = Doors.to(topic);

    @Test
    void list_ofGoodEventsIsAcceptedWithTheIdsInOrder() {
        HttpAnswer answer = Post.json("[" + Post.EVENT + "," + Post.event("globex", ",\"id\":\"b\"") + "]")
                .to(door);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Post.read(answer).path("accepted").asInt()).isEqualTo(2);
        assertThat(Post.read(answer).has("id")).isFalse();
        assertThat(Post.read(answer).path("ids").get(1).asText()).isEqualTo("b");
        assertThat(topic.ids()).hasSize(2).contains("b");
    }

    @Test
    void list_thatIsMixedSaysOfEachWhatBecameOfIt() {
        topic.answer(event -> event.id().equals("down")
                ? new Delivery.Failed("not now")
                : event.id().equals("never") ? new Delivery.Refused("no") : new Delivery.Delivered());
        String body = String.join(
                "\n",
                Post.event("acme", ",\"id\":\"good\""),
                INVALID,
                Post.event("globex", ",\"id\":\"other\""),
                "",
                "no JSON",
                "[" + Post.EVENT + "]",
                Post.event("acme", ",\"id\":\"down\""),
                Post.event("acme", ",\"metadata\":{\"x\":\"" + "x".repeat(131_072) + "\"}"),
                Post.event("acme", ",\"id\":\"never\""));

        HttpAnswer answer = Post.lines(body).token(Doors.ACME).to(door);

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json")
                .containsKey("Retry-After");
        JsonNode json = Post.read(answer);
        assertThat(json.path("accepted").asInt()).isOne();
        assertThat(json.path("failed").asInt()).isEqualTo(7);
        assertThat(StreamSupport.stream(json.path("results").spliterator(), false)
                        .map(item -> item.path("index").asInt() + " "
                                + item.path("status").asInt() + " "
                                + item.path("problem").path("code").asText("-") + " "
                                + item.path("id").asText("-")))
                .containsExactly(
                        "0 202 - good",
                        "1 400 invalid_field -",
                        "2 403 insufficient_scope -",
                        "3 400 malformed_json -",
                        "4 400 not_an_object -",
                        "5 503 not_published down",
                        "6 413 too_large -",
                        "7 422 refused never");
        assertThat(topic.ids()).containsExactly("good");
    }

    @Test
    void list_ofWhichNothingIsTakenHasTheOneStatusAndTheResults() {
        HttpAnswer answer = Post.json("[" + INVALID + "," + INVALID + "]").to(door);

        assertThat(Post.problem(answer)).isEqualTo("400 nothing_taken");
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(Post.read(answer).path("accepted").asInt()).isZero();
        assertThat(Post.read(answer)
                        .path("results")
                        .get(1)
                        .path("problem")
                        .path("pointer")
                        .asText())
                .isEqualTo("/action");
    }

    @Test
    void list_ofWhichNothingIsTakenForSeveralReasonsIsToBeRepeatedWhereOneMayBe() {
        HttpAnswer answer = Post.json("[" + INVALID + "," + Post.event("globex", "") + "]")
                .token(Doors.ACME)
                .to(door);
        topic.answer(event -> new Delivery.Failed("down"));
        HttpAnswer later = Post.json("[" + INVALID + "," + Post.EVENT + "]").to(door);

        assertThat(Post.problem(answer)).isEqualTo("400 nothing_taken");
        assertThat(Post.read(answer).path("accepted").asInt()).isZero();
        assertThat(Post.problem(later)).isEqualTo("503 nothing_taken");
        assertThat(later.headers()).containsKey("Retry-After");
    }

    @Test
    void list_thatNamesAnEventTwiceTakesTheFirst() {
        HttpAnswer own = Post.json("[" + Post.event("acme", ",\"id\":\"a\"") + ","
                        + Post.event("globex", ",\"id\":\"a\"") + "," + Post.event("acme", ",\"id\":\"a\"") + "]")
                .to(door);
        HttpAnswer keyed = Post.json("[" + Post.event("acme", ",\"id\":\"k:1\"") + "," + Post.EVENT + "]")
                .header("idempotency-key", "k")
                .to(door);

        assertThat(own.status()).isEqualTo(207);
        assertThat(Post.read(own).at("/results/2/problem/pointer").asText()).isEqualTo("/id");
        assertThat(Post.read(keyed).at("/results/1/problem/code").asText()).isEqualTo("invalid_field");
        assertThat(topic.ids()).containsExactly("a", "a", "k:1");
    }

    @Test
    void list_thatTheTopicDoesNotTakeIsUnavailableWithTheIdsForTheNextTry() {
        topic.answer(event -> new Delivery.Failed("down"));

        HttpAnswer answer = Post.lines(Post.EVENT + "\n" + Post.EVENT)
                .header("idempotency-key", "k1")
                .to(door);

        assertThat(Post.problem(answer)).isEqualTo("503 nothing_taken");
        assertThat(answer.headers()).containsEntry("Retry-After", "5");
        assertThat(Post.read(answer).path("results").get(1).path("id").asText()).isEqualTo("k1:1");
    }

    @Test
    void string_thatHoldsAnEventIsNone() {
        String quoted = "\"" + Post.EVENT.replace("\"", "\\\"") + "\"";

        assertThat(Post.problem(Post.json("[" + quoted + "]").to(door))).isEqualTo("400 nothing_taken");
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void problems_quoteNothingOfTheRequest() {
        HttpAnswer answer = Post.json(
                        "[{\"tenantId\":\"SECRET-1\"},{\"actorId\":\"SECRET-2\",\"ipAddress\":\"SECRET-3\"},{]")
                .header("idempotency-key", "SECRET-4")
                .to(door);

        assertThat(answer.body()).asString().doesNotContain("SECRET");
    }
}
