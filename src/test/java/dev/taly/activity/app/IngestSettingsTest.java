package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.ingest.DoorSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "TOPIC_ARN",
            "arn:aws:sns:eu-west-1:123456789012:activity-events",
            "TOKENS_SECRET_ARN",
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tokens-a1b2c3");

    @Test
    void settings_haveDefaults() {
        IngestSettings settings = IngestSettings.of(LEAST);

        assertThat(settings.tokensSecret()).hasValue(LEAST.get("TOKENS_SECRET_ARN"));
        assertThat(settings.tokensFile()).isEmpty();
        assertThat(settings.closedCatalogue()).isFalse();
        assertThat(settings.earliest()).isNull();
        assertThat(settings.door()).isEqualTo(DoorSettings.DEFAULTS);
        assertThat(settings.publishConcurrency()).isEqualTo(16);
    }

    @Test
    void settings_areRead() {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.putAll(Map.of(
                "TOKENS_SECRET_ARN", "",
                "TOKENS_FILE", "/etc/tokens.yaml",
                "ACTION_CATALOGUE", "closed",
                "EARLIEST_TIMESTAMP", "2024-01-01T00:00:00Z",
                "CLIENT_IP_HEADER", "none",
                "RATE_PER_SECOND", "0",
                "RATE_BURST", "500",
                "PUBLISH_TIMEOUT_MILLIS", "2500",
                "PUBLISH_CONCURRENCY", "4"));

        IngestSettings settings = IngestSettings.of(environment);

        assertThat(settings.tokensFile()).hasValue(Path.of("/etc/tokens.yaml"));
        assertThat(settings.closedCatalogue()).isTrue();
        assertThat(settings.earliest()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(settings.door().clientIpHeader()).isEmpty();
        assertThat(settings.door().ratePerSecond()).isZero();
        assertThat(settings.door().publishTimeout()).hasMillis(2500);
    }

    @Test
    void error_listsEveryProblemByItsVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IngestSettings.of(Map.of(
                        "TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:x.fifo",
                        "TOKENS_SECRET_ARN", "tokens",
                        "ACTION_CATALOGUE", "ajar",
                        "EARLIEST_TIMESTAMP", "yesterday",
                        "CLIENT_IP_HEADER", "X Client",
                        "RATE_PER_SECOND", "-1",
                        "RATE_BURST", "499",
                        "PUBLISH_TIMEOUT_MILLIS", "25001",
                        "PUBLISH_CONCURRENCY", "0")))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(
                                "TOPIC_ARN must",
                                "TOKENS_SECRET_ARN must",
                                "ACTION_CATALOGUE must",
                                "EARLIEST_TIMESTAMP must",
                                "CLIENT_IP_HEADER must",
                                "RATE_PER_SECOND must",
                                "RATE_BURST must",
                                "PUBLISH_TIMEOUT_MILLIS must",
                                "PUBLISH_CONCURRENCY must"));
    }

    @Test
    void tokens_comeFromOnePlace() {
        Map<String, String> both = new HashMap<>(LEAST);
        both.put("TOKENS_FILE", "tokens.json");

        assertThatIllegalArgumentException().isThrownBy(() -> IngestSettings.of(both));
        both.put("TOKENS_SECRET_ARN", "");
        assertThat(IngestSettings.of(both).tokensSecret()).isEmpty();
    }
}
