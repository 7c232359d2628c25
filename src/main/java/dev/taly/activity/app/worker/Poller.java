package dev.taly.activity.app.worker;

import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.local.lambda.BatchGatherer;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Gathers batches, has them worked on, and settles each: what the consumer says is done is deleted, all else comes again. One
 * thread's, but for what the extending thread may ask.
 */
final class Poller implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final WorkerSettings settings;
    private final Stopping stopping;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;
    private final Held held;
    private final HeldSource source;
    private final Work work;
    private final Settling settling;
    private BatchGatherer gatherer;
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
        this.settings = settings;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.held = new Held(queue, requests, settings.visibility(), stopping, nanoTime, metrics);
        this.source = new HeldSource(queue, settings.visibility(), held, stopping, metrics, nanoTime);
        this.work = new Work(consumer, settings, stopping, nanoTime);
        this.settling = new Settling(queue, requests, held, stopping, metrics, pause);
        this.gatherer = newGatherer();
    }

    private BatchGatherer newGatherer() {
        return new BatchGatherer(source, settings.batchSize(), settings.window(), nanoTime);
    }

    Held held() {
        return held;
    }

    /** Whether its latest receive was answered. */
    boolean queueAnswers() {
        return source.answers();
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
        Set<String> done = work.on(batch);
        settling.settle(batch, done);
        failures = done.isEmpty() ? failures + 1 : 0;
        if (failures > 0) {
            // Nothing at all could be done: what is received now would most likely only lose a receive.
            pauseAfter(failures);
        }
    }

    private void pauseAfter(int times) {
        Duration time = Duration.ofSeconds(1L << Math.min(times - 1, 6));
        pause.accept(time.compareTo(LONGEST_PAUSE) < 0 ? time : LONGEST_PAUSE);
    }
}
