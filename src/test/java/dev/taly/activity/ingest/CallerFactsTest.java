package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerFactsTest {
    private final StubTopic topic = new StubTopic();
    private final Door door = Doors.to(topic);

    @Test
    void key_isTheIdOfASingleEventEachTime() {
        Post.json(Post.EVENT).header("idempotency-key", "order-7").to(door);
        Post.json(Post.EVENT).header("Idempotency-Key", "order-7").to(door);
        Post.json(Post.event("acme", ",\"id\":\"own\""))
                .header("idempotency-key", "order-7")
                .to(door);

        assertThat(topic.ids()).containsExactly("order-7", "order-7", "own");
    }

    @Test
    void key_ofAListGetsTheIndex() {
        Post.lines(Post.EVENT + "\n\n" + Post.EVENT + "\n" + Post.event("acme", ",\"id\":\"own\""))
                .header("idempotency-key", "k".repeat(124))
                .to(door);

        assertThat(topic.ids()).containsExactly("k".repeat(124) + ":0", "k".repeat(124) + ":1", "own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\"a", "\"\"", "a,b", "ä"})
    void key_ofAWrongFormIsRefusedByTheHeadersName(String key) {
        HttpAnswer answer = Post.json(Post.EVENT).header("idempotency-key", key).to(door);

        assertThat(Post.problem(answer)).isEqualTo("400 invalid_header");
        assertThat(Post.read(answer).path("detail").asText()).startsWith("Idempotency-Key must");
    }

    @Test
    void key_hasALimitThatAListMakesShorter() {
        String longest = "k".repeat(128);

        assertThat(Post.json(Post.EVENT)
                        .header("idempotency-key", longest)
                        .to(door)
                        .status())
                .isEqualTo(202);
        assertThat(Post.json(Post.EVENT)
                        .header("idempotency-key", longest + "k")
                        .to(door)
                        .status())
                .isEqualTo(400);
        assertThat(Post.json("[" + Post.EVENT + "]")
                        .header("idempotency-key", "k".repeat(125))
                        .to(door)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void caller_isAddedToASingleEventThatNamesNone() {
        Post.json(Post.EVENT)
                .header("user-agent", "curl/8.5")
                .header("x-client-ip", "203.0.113.7")
                .header("x-forwarded-for", "198.51.100.1")
                .to(door);
        Post.json(Post.event("acme", ",\"userAgent\":\"own\",\"ipAddress\":\"::1\""))
                .header("user-agent", "curl/8.5")
                .header("x-client-ip", "203.0.113.7")
                .to(door);
        Post.json("[" + Post.EVENT + "]")
                .header("user-agent", "curl/8.5")
                .header("x-client-ip", "203.0.113.7")
                .to(door);

        assertThat(topic.taken().get(0).json()).contains("\"userAgent\":\"curl/8.5\",\"ipAddress\":\"203.0.113.7\"");
        assertThat(topic.taken().get(1).json()).contains("\"userAgent\":\"own\",\"ipAddress\":\"::1\"");
        assertThat(topic.taken().get(2).json()).doesNotContain("userAgent", "ipAddress");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "203.0.113.7, 198.51.100.1", "203.0.113.7:443", "[::1]", "fe80::1%eth0"})
    void address_thatIsNoLiteralIsLeftOut(String address) {
        Post.json(Post.EVENT).header("x-client-ip", address).to(door);
        Post.json(Post.EVENT).only("x-client-ip", "::1", "::1").to(door);

        assertThat(topic.taken()).hasSize(2).noneMatch(event -> event.json().contains("ipAddress"));
    }

    @Test
    void key_mayStandInQuotesAsTheDraftHasIt() {
        Post.json(Post.EVENT).header("idempotency-key", "\"k-1\"").to(door);

        assertThat(topic.ids()).containsExactly("k-1");
    }

    @Test
    void address_isTakenFromTheOneHeaderThatIsNamedOrNone() {
        Door other = Doors.to(topic, new DoorSettings(Optional.of("X-Real-IP"), 0, 500, Duration.ofSeconds(1)));
        Door none = Doors.to(topic, new DoorSettings(Optional.empty(), 0, 500, Duration.ofSeconds(1)));

        Post.json(Post.EVENT)
                .header("x-real-ip", "::2")
                .header("x-client-ip", "::3")
                .to(other);
        Post.json(Post.EVENT).header("x-client-ip", "junk").to(none);

        assertThat(topic.taken().get(0).json()).contains("\"ipAddress\":\"::2\"");
        assertThat(topic.taken().get(1).json()).doesNotContain("ipAddress");
    }

    @Test
    void userAgent_thatMayNotBeOneIsLeftOut() {
        Post.json(Post.EVENT).header("user-agent", "x".repeat(1025)).to(door);
        Post.json(Post.EVENT).only("user-agent", "a", "b").to(door);

        assertThat(topic.taken()).hasSize(2).noneMatch(event -> event.json().contains("userAgent"));
    }
}
