package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenSetTest {
    private static final Instant NOW = Doors.NOW;

    @Test
    void set_isReadFromJsonAndYaml() {
        String digest = TokenSet.sha256("t");

        assertThat(TokenSet.parse("x.json", "{\"tokens\":[]}").size()).isZero();
        assertThat(TokenSet.parse(
                                "x.yaml",
                                "tokens:\n- {name: a, sha256: '" + digest.toUpperCase(java.util.Locale.ROOT) + "'}\n")
                        .find("t", NOW))
                .hasValue(new Token("a", digest, null, null, Set.of(Right.PUBLISH)));
    }

    @Test
    void set_findsOneOfSeveralAndNoOther() {
        assertThat(Doors.tokens().find(Doors.ANY, NOW)).map(Token::name).hasValue("any");
        assertThat(Doors.tokens().find(Doors.ACME, NOW)).map(Token::name).hasValue("acme");
        assertThat(Doors.tokens().find(Doors.ACME, NOW.plusSeconds(1))).isEmpty();
        assertThat(Doors.tokens().find(Doors.EXPIRED, NOW)).isEmpty();
        assertThat(Doors.tokens().find(TokenSet.sha256(Doors.ANY), NOW)).isEmpty();
    }

    @Test
    void member_withoutItsValueIsNotTakenForAbsent() {
        String digest = TokenSet.sha256("t");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSet.parse(
                        "x.json", "{\"tokens\":[{\"name\":\"a\",\"sha256\":\"" + digest + "\",\"tenant\":null}]}"))
                .withMessageContaining("/tokens/0/tenant must have a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSet.parse(
                        "x.yaml", "tokens:\n- name: a\n  sha256: '" + digest + "'\n  tenant:\n  expires:\n"))
                .withMessageContaining("/tokens/0/tenant must have a value")
                .withMessageContaining("/tokens/0/expires must have a value");
    }

    @Test
    void token_isGoodForPublishingAloneUnlessTheFileSaysMore() {
        assertThat(rights("")).containsExactly(Right.PUBLISH);
        assertThat(rights(",\"may\":[\"publish\",\"watch\"]")).containsExactlyInAnyOrder(Right.values());
        assertThat(rights(",\"may\":[\"watch\"]")).containsExactly(Right.WATCH);
    }

    @Test
    void right_thatIsUnknownIsAProblem() {
        for (String may :
                new String[] {"[\"read\"]", "[\"Watch\"]", "[]", "\"watch\"", "[7]", "null", "[null]", "{}"}) {
            assertThatIllegalArgumentException()
                    .as(may)
                    .isThrownBy(() -> rights(",\"may\":" + may))
                    .withMessageContaining("/tokens/0/may")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("read"));
        }
    }

    private static Set<Right> rights(String may) {
        String digest = TokenSet.sha256("t");
        return TokenSet.parse("x.json", "{\"tokens\":[{\"name\":\"a\",\"sha256\":\"" + digest + "\"" + may + "}]}")
                .find("t", NOW)
                .orElseThrow()
                .may();
    }

    @Test
    void error_listsEveryProblemAndQuotesNoValue() {
        String digest = TokenSet.sha256("t");
        String file = """
                {"tokens":[
                  {"name":"a b","sha256":"SECRET","tenant":"no tenant","expires":"tomorrow","more":1},
                  {"name":"b","sha256":"%s"},
                  {"name":"b","sha256":"%s"},
                  {"sha256":7},
                  "SECRET"],"other":{}}
                """.formatted(digest, digest);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSet.parse("tokens.json", file))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(
                                "/other is unknown",
                                "/tokens/0/more is unknown",
                                "/tokens/0/name must be",
                                "/tokens/0/sha256 must be 64",
                                "/tokens/0/tenant must be",
                                "/tokens/0/expires must be",
                                "/tokens/2/name must be another",
                                "/tokens/2/sha256 must be another",
                                "/tokens/3/name is required",
                                "/tokens/4 must be an object")
                        .doesNotContain("SECRET", "tomorrow", digest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSet.parse("tokens.json", "{}"))
                .withMessageContaining("/tokens is required");
    }
}
