package dev.taly.activity.app.scrape;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How much is in the queues: asked when somebody wants to know, and at most every five seconds. What a queue does not say is not a
 * number, rather than what it was. Safe for any number of threads.
 */
public final class QueueDepths implements PrometheusMetrics.Reading {
    /** How long one try of a question may take: a scrape waits for it. */
    public static final Duration ATTEMPT = Duration.ofSeconds(1);

    /** And all tries together. */
    public static final Duration CALL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(QueueDepths.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final String VISIBLE = "ApproximateNumberOfMessages";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

    private final Function<String, Map<String, String>> attributes;
    private final String queueUrl;
    private final String dlqUrl;
    private final LongSupplier nanoTime;
    private @Nullable Measurements last;
    private long readAt;

    /** @param attributes those of the queue with that URL, by name; may throw */
    QueueDepths(
            Function<String, Map<String, String>> attributes, String queueUrl, String dlqUrl, LongSupplier nanoTime) {
        this.attributes = requireNonNull(attributes, "attributes is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.dlqUrl = requireNonNull(dlqUrl, "dlqUrl is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** Of those queues; the caller closes the client. */
    public static QueueDepths of(SqsClient sqs, String queueUrl, String dlqUrl) {
        return new QueueDepths(
                url -> sqs.getQueueAttributes(get -> get.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributesAsStrings(),
                queueUrl,
                dlqUrl,
                System::nanoTime);
    }

    @Override
    public synchronized Measurements read() {
        long now = nanoTime.getAsLong();
        Measurements known = last;
        if (known != null && now - readAt < FRESH.toNanos()) {
            return known;
        }
        Map<String, String> queue = ask(queueUrl);
        Map<String, String> dlq = ask(dlqUrl);
        Measurements fresh = Measurements.builder()
                .add(Metric.QUEUE_VISIBLE, number(queue, VISIBLE))
                .add(Metric.QUEUE_IN_FLIGHT, number(queue, IN_FLIGHT))
                // One that is looked at is in flight, and still there.
                .add(Metric.DEAD_LETTERS, number(dlq, VISIBLE) + number(dlq, IN_FLIGHT))
                .build();
        last = fresh;
        readAt = now;
        return fresh;
    }

    private Map<String, String> ask(String url) {
        try {
            return attributes.apply(url);
        } catch (RuntimeException e) {
            LOG.warn("{} does not say how much is in it: {}", url, e.toString());
            return Map.of();
        }
    }

    private static double number(Map<String, String> attributes, String name) {
        String value = attributes.getOrDefault(name, "");
        return value.matches("[0-9]{1,18}") ? Double.parseDouble(value) : Double.NaN;
    }
}
