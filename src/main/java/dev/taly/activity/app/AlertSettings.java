package dev.taly.activity.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the alert function is told by its environment. Immutable and valid once made.
 *
 * @param bucket {@code BUCKET}: the archive
 * @param statesBucket {@code ALERT_STATES_BUCKET}: where it keeps what it remembers
 * @param alertTopicArn {@code ALERT_TOPIC_ARN}: who is told
 * @param topicArn {@code TOPIC_ARN}: the topic of events, for an alert is one, too
 * @param queueUrls {@code DLQ_URL} and {@code UNDELIVERED_URL}: the queues whose letters it counts
 * @param config where {@code alerts.yaml} is
 */
public record AlertSettings(
        String bucket,
        String statesBucket,
        String alertTopicArn,
        String topicArn,
        List<String> queueUrls,
        ConfigSource config) {
    private static final Pattern TOPIC_ARN =
            Pattern.compile("arn:[a-z0-9-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");

    /** Copies the list. */
    public AlertSettings {
        queueUrls = List.copyOf(queueUrls);
    }

    /**
     * Reads them from the environment; an empty value counts as none.
     *
     * @throws IllegalArgumentException if a value is missing or wrong; the one message lists every problem by its
     *     variable's name
     */
    public static AlertSettings of(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        AlertSettings settings = new AlertSettings(
                value(environment, "BUCKET", Settings.BUCKET, "the name of the archive's bucket", problems),
                value(environment, "ALERT_STATES_BUCKET", Settings.BUCKET, "the name of another bucket", problems),
                value(environment, "ALERT_TOPIC_ARN", TOPIC_ARN, "the ARN of the alerts' topic", problems),
                value(environment, "TOPIC_ARN", TOPIC_ARN, "the ARN of the topic of events", problems),
                List.of(
                        value(environment, "DLQ_URL", Settings.QUEUE_URL, "the URL of the dead letter queue", problems),
                        value(
                                environment,
                                "UNDELIVERED_URL",
                                Settings.QUEUE_URL,
                                "the URL of the queue of undelivered messages",
                                problems)),
                ConfigSource.of(environment, problems));
        if (problems.isEmpty() && settings.bucket.equals(settings.statesBucket)) {
            problems.add("ALERT_STATES_BUCKET must be another than BUCKET: nothing in the archive is overwritten");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("wrong settings: " + String.join("; ", problems));
        }
        return settings;
    }

    private static String value(
            Map<String, String> environment, String name, Pattern form, String what, List<String> problems) {
        String value = environment.getOrDefault(name, "");
        if (!form.matcher(value).matches()) {
            problems.add(name + " must be " + what);
        }
        return value;
    }
}
