package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuarantineSettingsTest {
    private static final String DLQ = "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-dlq";
    private static final String UNDELIVERED = "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-undelivered";
    private static final Map<String, String> COMPLETE = Map.of(
            "BUCKET", "activity-log", "DLQ_URL", DLQ, "UNDELIVERED_URL", UNDELIVERED, "PSEUDONYM_KEYS", "keys.json");

    @Test
    void settings_haveADefaultAge() {
        assertThat(QuarantineSettings.of(COMPLETE))
                .isEqualTo(new QuarantineSettings(
                        "activity-log",
                        List.of(DLQ, UNDELIVERED),
                        Duration.ofDays(4),
                        ConfigSource.none(),
                        "keys.json"));
    }

    @Test
    void age_isInDays() {
        assertThat(QuarantineSettings.of(with("12")).age()).isEqualTo(Duration.ofDays(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "13", "-1", "4.5", "four", "01"})
    void wrongAge_isRefused(String days) {
        assertThatThrownBy(() -> QuarantineSettings.of(with(days)))
                .hasMessage("wrong settings: ARCHIVE_AFTER_DAYS must be a whole number from 1 to 12");
    }

    @Test
    void problems_areListedTogether() {
        assertThatThrownBy(() -> QuarantineSettings.of(Map.of("BUCKET", "B")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "wrong settings: BUCKET must be the name of the archive's bucket; DLQ_URL must be the URL of the"
                                + " dead letter queue; UNDELIVERED_URL must be the URL of the queue of undelivered messages;"
                                + " PSEUDONYM_KEYS must be the ARN of a secret or the path of a file");
    }

    private static Map<String, String> with(String days) {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put("ARCHIVE_AFTER_DAYS", days);
        return environment;
    }
}
