package dev.taly.activity.app.scrape;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

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

    private final Function<String, QueueDepth> depth;
    private final String queueUrl;
    private final String dlqUrl;
    private final LongSupplier nanoTime;
    private @Nullable Measurements last;
    private long readAt;

    /** @param depth of the queue with that URL; may throw */
    QueueDepths(Function<String, QueueDepth> depth, String queueUrl, String dlqUrl, LongSupplier nanoTime) {
        this.depth = requireNonNull(depth, "depth is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.dlqUrl = requireNonNull(dlqUrl, "dlqUrl is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** Of those queues; the caller closes the client. */
    public static QueueDepths of(SqsClient sqs, String queueUrl, String dlqUrl) {
        return new QueueDepths(url -> QueueDepth.read(sqs, url), queueUrl, dlqUrl, System::nanoTime);
    }

    @Override
    public synchronized Measurements read() {
        long now = nanoTime.getAsLong();
        Measurements known = last;
        if (known != null && now - readAt < FRESH.toNanos()) {
            return known;
        }
        Optional<QueueDepth> queue = ask(queueUrl);
        Optional<QueueDepth> dlq = ask(dlqUrl);
        Measurements fresh = Measurements.builder()
                .add(Metric.QUEUE_VISIBLE, number(queue, QueueDepth::waiting))
                .add(Metric.QUEUE_IN_FLIGHT, number(queue, QueueDepth::held))
                // One that is looked at is in flight, and still there.
                .add(Metric.DEAD_LETTERS, number(dlq, QueueDepth::all))
                .build();
        last = fresh;
        readAt = now;
        return fresh;
    }

    private Optional<QueueDepth> ask(String url) {
        try {
            return Optional.of(depth.apply(url));
        } catch (RuntimeException e) {
            LOG.warn("{} does not say how much is in it: {}", url, e.toString());
            return Optional.empty();
        }
    }

    private static double number(Optional<QueueDepth> depth, ToLongFunction<QueueDepth> which) {
        return depth.isPresent() ? which.applyAsLong(depth.get()) : Double.NaN;
    }
}
