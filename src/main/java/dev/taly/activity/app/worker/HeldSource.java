package dev.taly.activity.app.worker;

import dev.taly.activity.local.lambda.MessageSource;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.sqs.model.Message;

/** A worker's queue as a gatherer sees it: what it hands out is held, and once it is to stop, it has nothing more. */
final class HeldSource implements MessageSource {
    private final WorkerQueue queue;
    private final Duration visibility;
    private final Held held;
    private final Stopping stopping;
    private final MetricSink metrics;
    private final LongSupplier nanoTime;
    private volatile boolean answers;

    HeldSource(
            WorkerQueue queue,
            Duration visibility,
            Held held,
            Stopping stopping,
            MetricSink metrics,
            LongSupplier nanoTime) {
        this.queue = queue;
        this.visibility = visibility;
        this.held = held;
        this.stopping = stopping;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** Whether the latest receive was answered. */
    boolean answers() {
        return answers;
    }

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
            List<Message> messages = queue.receive(most, wait, visibility);
            held.add(messages, since);
            answers = true;
            return messages;
        } catch (RuntimeException | Error e) {
            answers = false;
            Held.fault(metrics, "receive");
            throw e;
        }
    }

    @Override
    public void delete(List<Message> messages) {
        throw new UnsupportedOperationException("a gatherer deletes nothing");
    }
}
