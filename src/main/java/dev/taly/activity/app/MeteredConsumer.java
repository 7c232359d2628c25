package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.BatchFigures;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.MessageOutcome;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.TimeLeft;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose batches are measured. The result is the consumer's own, whatever becomes of the figures. Safe for any number of
 * threads.
 */
public final class MeteredConsumer implements MessageConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(MeteredConsumer.class);

    private final MessageConsumer consumer;
    private final MetricSink sink;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /**
     * The same consumer, measured.
     *
     * @param sink may throw
     * @param clock tells how old messages are
     */
    public MeteredConsumer(MessageConsumer consumer, MetricSink sink, Clock clock, LongSupplier nanoTime) {
        this.consumer = requireNonNull(consumer, "consumer is null");
        this.sink = requireNonNull(sink, "sink is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    @Override
    public BatchResult consume(String batchId, Collection<SourceMessage> messages, TimeLeft timeLeft) {
        Instant began = clock.instant();
        long start = nanoTime.getAsLong();
        BatchResult result = consumer.consume(batchId, messages, timeLeft);
        try {
            Duration time = Duration.ofNanos(nanoTime.getAsLong() - start);
            sink.take(figures(messages, result, began, time));
        } catch (RuntimeException | Error e) {
            LOG.warn("the figures of batch {} are lost: {}", batchId, e.toString());
        }
        return result;
    }

    private static Measurements figures(
            Collection<SourceMessage> messages, BatchResult result, Instant began, Duration time) {
        BatchFigures figures = result.figures();
        Measurements.Builder measured = Measurements.builder()
                .add(Metric.EVENTS_STORED, result.count(MessageOutcome.Stored.class))
                .add(Metric.OBJECTS_STORED, figures.objects())
                .add(Metric.BYTES_STORED, figures.bytes())
                .add(Metric.MESSAGES_FAILED, result.count(MessageOutcome.Failed.class))
                .add(Metric.BATCH_DUPLICATES, figures.duplicates())
                .add(Metric.BATCH_TIME, time)
                .add(Metric.EVENTS_REJECTED, BatchReport.rejections(result))
                .add(Metric.ENRICHMENT_MISSING, result.missing())
                .addAll(
                        Metric.EVENT_TO_STORE,
                        figures.stored().stream()
                                .map(times -> Duration.between(times.event(), times.stored()))
                                .toList())
                .addAll(
                        Metric.QUEUE_TO_STORE,
                        figures.stored().stream()
                                .map(times -> Duration.between(times.received(), times.stored()))
                                .toList());
        messages.stream()
                .map(SourceMessage::sentAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .ifPresent(oldest -> measured.add(Metric.OLDEST_IN_BATCH, Duration.between(oldest, began)));
        return measured.build();
    }
}
