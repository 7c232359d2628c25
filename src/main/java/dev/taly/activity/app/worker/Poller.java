package dev.taly.activity.app.worker;

import dev.taly.activity.app.BatchReport;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SqsAttributes;
import dev.taly.activity.consume.TimeLeft;
import dev.taly.activity.local.lambda.BatchGatherer;
import dev.taly.activity.local.lambda.MessageSource;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Gathers batches, has them worked on, and settles each: what the consumer says is done is deleted, all else comes again. One
 * thread's, but for what the extending thread may ask.
 */
final class Poller implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final WorkerQueue queue;
    private final MessageConsumer consumer;
    private final WorkerSettings settings;
    private final Stopping stopping;
    private final MetricSink metrics;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;
    private final Held held;
    private final Settling settling;
    private BatchGatherer gatherer;
    private volatile boolean queueAnswers;
    private int silences;
    private int failures;

    /** @param pause waits so long, or until it is to stop */
    Poller(
            WorkerQueue queue,
            Requests requests,
            MessageConsumer consumer,
            WorkerSettings settings,
            Stopping stopping,
            MetricSink metrics,
            LongSupplier nanoTime,
            Consumer<Duration> pause) {
        this.queue = queue;
        this.consumer = consumer;
        this.settings = settings;
        this.stopping = stopping;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.held = new Held(queue, requests, settings.visibility(), stopping, nanoTime, metrics);
        this.settling = new Settling(queue, requests, held, stopping, metrics, pause);
        this.gatherer = newGatherer();
    }

    private BatchGatherer newGatherer() {
        return new BatchGatherer(new Source(), settings.batchSize(), settings.window(), nanoTime);
    }

    Held held() {
        return held;
    }

    /** Whether its latest receive was answered. */
    boolean queueAnswers() {
        return queueAnswers;
    }

    @Override
    public void run() {
        while (!stopping.hasBegun()) {
            try {
                turn();
            } catch (RuntimeException | Error e) {
                LOG.error("a batch was not settled: {}", e.toString());
                giveBack();
                pauseAfter(++silences);
            }
        }
        held.release();
    }

    /** What was gathered is in nobody's hands any more, and must not be held for ever. */
    private void giveBack() {
        gatherer = newGatherer();
        try {
            held.release();
        } catch (RuntimeException | Error e) {
            // Held no longer, it comes again when its time is over.
            LOG.warn("messages could not be given back at once: {}", e.toString());
        }
    }

    /** One batch, or one silence of the queue. */
    void turn() {
        List<Message> batch;
        try {
            batch = gatherer.next(stopping::hasBegun).messages();
        } catch (RuntimeException | Error e) {
            LOG.warn("the queue did not answer and is polled again: {}", e.toString());
            giveBack();
            pauseAfter(++silences);
            return;
        }
        silences = 0;
        if (batch.isEmpty()) {
            return;
        }
        Set<String> done = work(batch);
        settling.settle(batch, done);
        failures = done.isEmpty() ? failures + 1 : 0;
        if (failures > 0) {
            // Nothing at all could be done: what is received now would most likely only lose a receive.
            pauseAfter(failures);
        }
    }

    /** The ids of what is certain to be done; none where that is not known. */
    private Set<String> work(List<Message> batch) {
        String batchId = UUID.randomUUID().toString();
        long end = nanoTime.getAsLong() + settings.batchTime().toNanos();
        Duration reserve = Settling.reserve(batch.size(), settings.stopTime());
        TimeLeft timeLeft = () -> {
            Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
            Duration untilStop = stopping.timeLeft().minus(reserve);
            return left.compareTo(untilStop) < 0 ? left : untilStop;
        };
        try {
            BatchResult result =
                    consumer.consume(batchId, batch.stream().map(Poller::source).toList(), timeLeft);
            BatchReport.log(batchId, result);
            return result.outcomes().entrySet().stream()
                    .filter(outcome -> outcome.getValue().isDone())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        } catch (RuntimeException | Error e) {
            LOG.error("batch {}: all {} messages come again: {}", batchId, batch.size(), e.toString());
            return Set.of();
        }
    }

    private void pauseAfter(int times) {
        Duration time = Duration.ofSeconds(1L << Math.min(times - 1, 6));
        pause.accept(time.compareTo(LONGEST_PAUSE) < 0 ? time : LONGEST_PAUSE);
    }

    private static SourceMessage source(Message message) {
        return new SourceMessage(
                message.messageId(),
                message.body(),
                sentAt(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)),
                SqsAttributes.read(message.messageAttributes()));
    }

    private static @Nullable Instant sentAt(@Nullable String millis) {
        return millis != null && millis.matches("[0-9]{1,14}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : null;
    }

    /** The queue as the gatherer sees it: what it hands out is held, and once it is to stop, it has nothing more. */
    private final class Source implements MessageSource {
        @Override
        public String queueArn() {
            return "";
        }

        @Override
        public List<Message> receive(int most, Duration wait) {
            if (stopping.hasBegun()) {
                return List.of();
            }
            long since = nanoTime.getAsLong();
            try {
                List<Message> messages = queue.receive(most, wait, settings.visibility());
                held.add(messages, since);
                queueAnswers = true;
                return messages;
            } catch (RuntimeException | Error e) {
                queueAnswers = false;
                Held.fault(metrics, "receive");
                throw e;
            }
        }

        @Override
        public void delete(List<Message> messages) {
            throw new UnsupportedOperationException("a gatherer deletes nothing");
        }
    }
}
