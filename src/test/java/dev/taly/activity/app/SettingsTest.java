package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final String DLQ = "https://sqs.us-east-1.amazonaws.com/000000000000/activity-dlq";
    private static final Map<String, String> LEAST =
            Map.of("BUCKET", "activity-log", "DLQ_URL", DLQ, "PSEUDONYM_KEYS", "keys.json");
    private static final ContentSettings CONTENT =
            new ContentSettings(ConfigSource.none(), Optional.empty(), Duration.ofSeconds(2), "keys.json");

    @Test
    void of_theLeastHasTheDefaults() {
        assertThat(Settings.of(LEAST))
                .isEqualTo(new Settings("activity-log", DLQ, false, null, 16, Optional.empty(), CONTENT));
    }

    @Test
    void of_readsEveryVariable() {
        Map<String, String> all = new HashMap<>(LEAST);
        all.put("ACTION_CATALOGUE", "closed");
        all.put("EARLIEST_TIMESTAMP", "2024-01-01T00:00:00Z");
        all.put("WRITE_CONCURRENCY", "256");
        all.put("OBJECT_LOCK_MODE", "COMPLIANCE");
        all.put("CONFIG_DIR", "/opt/activity");
        all.put("CONFIG_LAYER", "arn:aws:lambda:eu-west-1:123456789012:layer:activity-config:7");
        all.put("ENRICHMENTS", "geo, client role");
        all.put("ENRICHMENT_MILLIS", "30000");

        assertThat(Settings.of(all))
                .isEqualTo(new Settings(
                        "activity-log",
                        DLQ,
                        true,
                        Instant.parse("2024-01-01T00:00:00Z"),
                        256,
                        Optional.of("COMPLIANCE"),
                        new ContentSettings(
                                new ConfigSource(Optional.of(Path.of("/opt/activity")), true),
                                Optional.of(Set.of("geo", "client", "role")),
                                Duration.ofSeconds(30),
                                "keys.json")));
    }

    @Test
    void of_takesAnEmptyValueForNone() {
        Map<String, String> empty = new HashMap<>(LEAST);
        empty.put("ACTION_CATALOGUE", "");
        empty.put("EARLIEST_TIMESTAMP", "");
        empty.put("WRITE_CONCURRENCY", "");
        empty.put("OBJECT_LOCK_MODE", "");
        empty.put("CONFIG_DIR", "");
        empty.put("ENRICHMENTS", " ");
        empty.put("ENRICHMENT_MILLIS", "");

        assertThat(Settings.of(empty)).isEqualTo(Settings.of(LEAST));
    }

    @Test
    void of_takesTheQueueUrlsOfEmulators() {
        Map<String, String> local = new HashMap<>(LEAST);
        local.put("DLQ_URL", "http://127.0.0.1:4566/000000000000/activity-dlq");

        assertThat(Settings.of(local).dlqUrl()).isEqualTo("http://127.0.0.1:4566/000000000000/activity-dlq");
    }

    @Test
    void of_listsEveryProblemByName() {
        Map<String, String> wrong = Map.of(
                "BUCKET", "Activity_Log",
                "DLQ_URL", "activity-dlq",
                "ACTION_CATALOGUE", "shut",
                "EARLIEST_TIMESTAMP", "yesterday",
                "WRITE_CONCURRENCY", "0",
                "OBJECT_LOCK_MODE", "governance",
                "CONFIG_DIR", "\0",
                "ENRICHMENTS", "geo weather",
                "ENRICHMENT_MILLIS", "30001");

        assertThatThrownBy(() -> Settings.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong settings: BUCKET must be the name of the archive's bucket;"
                        + " DLQ_URL must be the URL of the dead letter queue;"
                        + " WRITE_CONCURRENCY must be a whole number from 1 to 256;"
                        + " ACTION_CATALOGUE must be open or closed;"
                        + " OBJECT_LOCK_MODE must be GOVERNANCE or COMPLIANCE;"
                        + " PSEUDONYM_KEYS must be the ARN of a secret or the path of a file;"
                        + " CONFIG_DIR must be the path of a directory;"
                        + " ENRICHMENTS must be none or some of client geo role tenant;"
                        + " ENRICHMENT_MILLIS must be a whole number from 1 to 30000;"
                        + " EARLIEST_TIMESTAMP must be a UTC time such as 2024-01-01T00:00:00Z");
    }

    @Test
    void of_namesWhatIsMissing() {
        assertThatThrownBy(() -> Settings.of(Map.of())).hasMessageContainingAll("BUCKET", "DLQ_URL", "PSEUDONYM_KEYS");
    }

    @Test
    void of_canWantNoEnrichment() {
        Map<String, String> none = new HashMap<>(LEAST);
        none.put("ENRICHMENTS", "none");

        assertThat(Settings.of(none).content().enrichments()).contains(Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "0,false",
        "1,true",
        "16,true",
        "256,true",
        "257,false",
        "-1,false",
        "007,false",
        "99999999999,false",
        "x,false"
    })
    void of_boundsTheConcurrency(String value, boolean allowed) {
        Map<String, String> settings = new HashMap<>(LEAST);
        settings.put("WRITE_CONCURRENCY", value);

        if (allowed) {
            assertThat(Settings.of(settings).writeConcurrency()).isEqualTo(Integer.parseInt(value));
        } else {
            assertThatThrownBy(() -> Settings.of(settings)).hasMessageContaining("WRITE_CONCURRENCY");
        }
    }

    @Test
    void constructor_keepsTheSameRules() {
        assertThatThrownBy(() -> new Settings("B", "q", false, null, 0, Optional.empty(), CONTENT))
                .hasMessageContainingAll("BUCKET", "DLQ_URL", "WRITE_CONCURRENCY");
    }
}
