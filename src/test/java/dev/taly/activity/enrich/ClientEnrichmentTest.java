package dev.taly.activity.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.event.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClientEnrichmentTest {
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "Chrome/118.0.5993.70 Safari/537.36";

    private final ClientEnrichment enrichment = ClientEnrichment.shipped();

    @Test
    void userAgent_tellsBrowserSystemAndDevice() {
        assertThat(client(CHROME).json())
                .matches("\\{\"provider\":\"uap-java\",\"version\":\"[0-9.]+\",\"browser\":\"Chrome\","
                        + "\"browserVersion\":\"118.0.5993\",\"os\":\"Windows\",\"osVersion\":\"10\"}");
        assertThat(client(
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                                        + "Version/16.6 Mobile/15E148 Safari/604.1")
                        .json())
                .contains("\"browser\":\"Mobile Safari\"", "\"os\":\"iOS\"", "\"device\":\"iPhone\"");
    }

    @Test
    void robot_isMarked() {
        assertThat(client("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
                        .json())
                .contains("\"browser\":\"Googlebot\"", "\"robot\":true")
                .doesNotContain("device");
    }

    @Test
    void anythingElse_isNoFailure() {
        assertThat(client("curl/8.5.0").json()).contains("\"browser\":\"curl\"");
        assertThat(client("none of that").json()).doesNotContain("browser");
        assertThat(JsonObject.parse(client("x".repeat(511) + "\uD83D\uDE00 Chrome/1.2\"\u0001")
                        .json()))
                .isNotNull();
        assertThat(enrichment.find(Cases.event().build())).isEmpty();
        assertThat(enrichment.find(Cases.event().userAgent(" ").build())).isEmpty();
    }

    @Test
    void sameUserAgent_isRemembered() {
        assertThat(client(CHROME)).isSameAs(client(CHROME));
    }

    @Test
    void newerPatterns_canBeGiven() {
        String patterns = """
                user_agent_parsers:
                  - regex: '(TalyApp)/(\\d+)'
                os_parsers: []
                device_parsers: []
                """;
        ClientEnrichment own =
                ClientEnrichment.of(new ByteArrayInputStream(patterns.getBytes(StandardCharsets.UTF_8)), "taly-1");

        assertThat(own.find(Cases.event().userAgent("TalyApp/7").build()))
                .map(Finding::detail)
                .contains(Cases.json(
                        "{'provider':'uap-java','version':'taly-1','browser':'TalyApp','browserVersion':'7'}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ClientEnrichment.of(new ByteArrayInputStream("[1".getBytes(StandardCharsets.UTF_8)), "taly-2"))
                .withMessageStartingWith("taly-2 are no patterns of user agents");
    }

    private JsonObject client(String userAgent) {
        Optional<Finding> finding =
                enrichment.find(Cases.event().userAgent(userAgent).build());
        return finding.orElseThrow().detail();
    }
}
