package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That rehearsals come to their end with the settings that everybody has; what they are good for, ColdStart measures. */
final class RehearsalTest {
    @Test
    void consumer_isRehearsedWithoutAws() throws Exception {
        Settings settings = Settings.of(Map.of(
                "BUCKET", "activity-log",
                "DLQ_URL", "https://sqs.us-east-1.amazonaws.com/123456789012/dlq",
                "PSEUDONYM_KEYS", "arn:aws:secretsmanager:us-east-1:123456789012:secret:keys"));
        BatchResult last = ConsumerRehearsal.rehearse(ConsumerKnowledge.of(settings), settings);
        assertThat(last.count(MessageOutcome.Stored.class)).isEqualTo(10);
    }

    @Test
    void ingest_isRehearsedWithoutAws() throws Exception {
        IngestSettings settings = IngestSettings.of(Map.of(
                "TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:activity-events",
                "TOKENS_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:123456789012:secret:tokens"));
        assertThat(IngestRehearsal.rehearse(IngestWiring.book(settings), settings)
                        .status())
                .isEqualTo(202);
    }
}
