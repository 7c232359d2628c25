package dev.taly.activity.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the quarantine function is told by its environment. Immutable and valid once made.
 *
 * @param bucket {@code BUCKET}: the archive
 * @param queueUrls {@code DLQ_URL} and {@code UNDELIVERED_URL}: the queues whose letters it keeps
 * @param age {@code ARCHIVE_AFTER_DAYS}: how old a letter has to be, 1 to 12 days, by default 4; SQS deletes it after 14
 * @param config where {@code privacy.yaml} is, as the consumer's
 * @param pseudonymKeys {@code PSEUDONYM_KEYS}: as the consumer's
 */
public record QuarantineSettings(
        String bucket, List<String> queueUrls, Duration age, ConfigSource config, String pseudonymKeys) {
    private static final Pattern DAYS = Pattern.compile("[1-9]|1[0-2]");

    /** Copies the list. */
    public QuarantineSettings {
        queueUrls = List.copyOf(queueUrls);
    }

    /**
     * Reads them from the environment; an empty value counts as none.
     *
     * @throws IllegalArgumentException if a value is missing or wrong; the one message lists every problem by its
     *     variable's name
     */
    public static QuarantineSettings of(Map<String, String> environment) {
        String bucket = environment.getOrDefault("BUCKET", "");
        String dlqUrl = environment.getOrDefault("DLQ_URL", "");
        String undeliveredUrl = environment.getOrDefault("UNDELIVERED_URL", "");
        String days = environment.getOrDefault("ARCHIVE_AFTER_DAYS", "");
        List<String> problems = new ArrayList<>();
        if (!Settings.BUCKET.matcher(bucket).matches()) {
            problems.add("BUCKET must be the name of the archive's bucket");
        }
        if (!Settings.QUEUE_URL.matcher(dlqUrl).matches()) {
            problems.add("DLQ_URL must be the URL of the dead letter queue");
        }
        if (!Settings.QUEUE_URL.matcher(undeliveredUrl).matches()) {
            problems.add("UNDELIVERED_URL must be the URL of the queue of undelivered messages");
        }
        if (!days.isEmpty() && !DAYS.matcher(days).matches()) {
            problems.add("ARCHIVE_AFTER_DAYS must be a whole number from 1 to 12");
        }
        String keys = environment.getOrDefault("PSEUDONYM_KEYS", "");
        if (keys.isEmpty()) {
            problems.add(ContentSettings.NO_KEYS);
        }
        ConfigSource config = ConfigSource.of(environment, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("wrong settings: " + String.join("; ", problems));
        }
        return new QuarantineSettings(
                bucket,
                List.of(dlqUrl, undeliveredUrl),
                Duration.ofDays(days.isEmpty() ? 4 : Integer.parseInt(days)),
                config,
                keys);
    }
}
