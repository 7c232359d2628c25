package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final String DLQ = "https://sqs.us-east-1.amazonaws.com/000000000000/activity-dlq";
    private static final Map<String, String> LEAST = Map.of("BUCKET", "activity-log", "DLQ_URL", DLQ);

    @Test
    void of_theLeastHasTheDefaults() {
        assertThat(Settings.of(LEAST)).isEqualTo(new Settings("activity-log", DLQ, false, null, 16));
    }

    @Test
    void of_readsEveryVariable() {
        Map<String, String> all = new HashMap<>(LEAST);
        all.put("ACTION_CATALOGUE", "closed");
        all.put("EARLIEST_TIMESTAMP", "2024-01-01T00:00:00Z");
        all.put("WRITE_CONCURRENCY", "256");

        assertThat(Settings.of(all))
                .isEqualTo(new Settings("activity-log", DLQ, true, Instant.parse("2024-01-01T00:00:00Z"), 256));
    }

    @Test
    void of_takesAnEmptyValueForNone() {
        Map<String, String> empty = new HashMap<>(LEAST);
        empty.put("ACTION_CATALOGUE", "");
        empty.put("EARLIEST_TIMESTAMP", "");
        empty.put("WRITE_CONCURRENCY", "");

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
                "WRITE_CONCURRENCY", "0");

        assertThatThrownBy(() -> Settings.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong settings: BUCKET must be the name of the archive's bucket;"
                        + " DLQ_URL must be the URL of the dead letter queue;"
                        + " WRITE_CONCURRENCY must be a whole number from 1 to 256;"
                        + " ACTION_CATALOGUE must be open or closed;"
                        + " EARLIEST_TIMESTAMP must be a UTC time such as 2024-01-01T00:00:00Z");
    }

    @Test
    void of_namesWhatIsMissing() {
        assertThatThrownBy(() -> Settings.of(Map.of())).hasMessageContainingAll("BUCKET", "DLQ_URL");
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
        assertThatThrownBy(() -> new Settings("B", "q", false, null, 0))
                .hasMessageContainingAll("BUCKET", "DLQ_URL", "WRITE_CONCURRENCY");
    }
}
