package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntranceTest {
    private static final String CHALLENGE = "Bearer realm=\"activity-logger\"";

    private final StubTopic topic = new StubTopic();
    private final Door door = Doors.to(topic);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + Doors.ANY, "bearer  " + Doors.ANY, "BEARER " + Doors.ACME})
    void token_thatIsKnownComesIn(String header) {
        assertThat(Post.json(Post.EVENT).only("authorization", header).to(door).status())
                .isEqualTo(202);
    }

    @Test
    void caller_whoKnowsOfNoTokensIsNotToldOfAnError() {
        for (String[] headers : new String[][] {{}, {"Basic dXNlcjpwYXNz"}, {"Digest username=\"x\""}, {"Negotiate"}}) {
            HttpAnswer answer =
                    Post.json(Post.EVENT).only("authorization", headers).to(door);

            assertThat(Post.problem(answer)).isEqualTo("401 credentials_missing");
            assertThat(answer.headers()).containsEntry("WWW-Authenticate", CHALLENGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", Doors.EXPIRED, "token-for-acm", "token-for-acme="})
    void token_thatIsWrongOrExpiredIsInvalid(String token) {
        HttpAnswer answer = Post.json("no JSON").token(token).to(door);

        assertThat(Post.problem(answer)).isEqualTo("401 invalid_token");
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
        assertThat(answer.body()).asString().doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "",
                "Bearer a b",
                "Bearer a,Bearer b",
                "Bearer ä",
                "Bearer \"a\"",
                "Bearer =",
                "{}"
            })
    void header_thatIsMalformedIsAnInvalidRequest(String header) {
        HttpAnswer answer = Post.json(Post.EVENT).only("authorization", header).to(door);

        assertThat(Post.problem(answer)).isEqualTo("400 invalid_request");
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", CHALLENGE + ", error=\"invalid_request\"");
    }

    @Test
    void header_thatComesTwiceIsAnInvalidRequestEvenWhereBothAreGood() {
        String good = "Bearer " + Doors.ANY;

        assertThat(Post.problem(
                        Post.json(Post.EVENT).only("authorization", good, good).to(door)))
                .isEqualTo("400 invalid_request");
    }

    @Test
    void token_thatMayOnlyWatchPublishesNothing() {
        HttpAnswer answer = Post.json(Post.EVENT).token(Doors.WATCH).to(door);

        assertThat(Post.problem(answer)).isEqualTo("403 insufficient_scope");
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"");
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void boundToken_writesForNoOtherTenant() {
        HttpAnswer answer =
                Post.json(Post.event("globex", "")).token(Doors.ACME).to(door);

        assertThat(Post.problem(answer)).isEqualTo("403 insufficient_scope");
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"");
        assertThat(answer.body()).asString().doesNotContain("globex", "acme");
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void unboundToken_givesNoTenant() {
        HttpAnswer answer =
                Post.json(Post.EVENT.replace("\"tenantId\":\"acme\",", "")).to(door);

        assertThat(Post.problem(answer)).isEqualTo("400 missing_field");
        assertThat(Post.read(answer).path("pointer").asText()).isEqualTo("/tenantId");
    }
}
