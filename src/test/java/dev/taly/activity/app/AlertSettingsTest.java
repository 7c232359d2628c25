package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlertSettingsTest {
    private static final String DLQ = "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-dlq";
    private static final String UNDELIVERED = "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-undelivered";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:activity-events";
    private static final String ALERTS = "arn:aws:sns:eu-west-1:123456789012:activity-alerts";
    private static final Map<String, String> COMPLETE = Map.of(
            "BUCKET", "activity-log",
            "ALERT_STATES_BUCKET", "activity-alerts",
            "ALERT_TOPIC_ARN", ALERTS,
            "TOPIC_ARN", TOPIC,
            "DLQ_URL", DLQ,
            "UNDELIVERED_URL", UNDELIVERED);

    @Test
    void settings_areReadFromTheEnvironment() {
        assertThat(AlertSettings.of(COMPLETE))
                .isEqualTo(new AlertSettings(
                        "activity-log",
                        "activity-alerts",
                        ALERTS,
                        TOPIC,
                        List.of(DLQ, UNDELIVERED),
                        ConfigSource.none()));
    }

    @Test
    void everythingThatIsMissing_isListedByName() {
        assertThatThrownBy(() -> AlertSettings.of(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "BUCKET must be the name of the archive's bucket",
                        "ALERT_STATES_BUCKET must be",
                        "ALERT_TOPIC_ARN must be the ARN",
                        "TOPIC_ARN must be the ARN",
                        "DLQ_URL must be the URL",
                        "UNDELIVERED_URL must be the URL");
    }

    @Test
    void theArchive_isNoPlaceForStates() {
        Map<String, String> same = new HashMap<>(COMPLETE);
        same.put("ALERT_STATES_BUCKET", "activity-log");

        assertThatThrownBy(() -> AlertSettings.of(same))
                .hasMessage("wrong settings: ALERT_STATES_BUCKET must be another than BUCKET: nothing in the archive is"
                        + " overwritten");
    }
}
