package dev.taly.activity.local.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Gathers messages into batches: one ends when it is full, when its window has passed since the first message, or when the
 * next message would take it over 6 MB. Not for sharing between threads.
 */
final class BatchGatherer {
    /** How long an empty queue is polled at once; shorter than a client waits for an answer. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(2);

    private final MessageSource source;
    private final int batchSize;
    private final long windowNanos;
    private final LongSupplier nanoTime;

    /** Received, but beyond 6 MB: they open the next batch. */
    private final Deque<Message> carried = new ArrayDeque<>();

    BatchGatherer(MessageSource source, SourceMapping settings, LongSupplier nanoTime) {
        this.source = source;
        this.batchSize = settings.batchSize();
        this.windowNanos = settings.window().toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * The next batch; empty if the queue had nothing for a while.
     *
     * @param hurry take what is there, and wait for nothing
     */
    SqsEvent next(boolean hurry) {
        SqsEvent batch = new SqsEvent(source.queueArn());
        boolean full = addCarried(batch);
        long firstAt = nanoTime.getAsLong();
        while (!full && batch.size() < batchSize) {
            Duration wait =
                    batch.isEmpty() ? IDLE_POLL : Duration.ofNanos(firstAt + windowNanos - nanoTime.getAsLong());
            if (!batch.isEmpty() && !hurry && (wait.isNegative() || wait.isZero())) {
                break;
            }
            int most = Math.min(batchSize - batch.size(), MessageSource.MAX_RECEIVE);
            List<Message> received = source.receive(most, hurry ? Duration.ZERO : wait);
            if (received.isEmpty() && (hurry || batch.isEmpty())) {
                break;
            }
            if (batch.isEmpty()) {
                firstAt = nanoTime.getAsLong();
            }
            carried.addAll(received);
            full = addCarried(batch);
        }
        return batch;
    }

    /** Whether the batch has no room for what is carried. */
    private boolean addCarried(SqsEvent batch) {
        for (Message message : new ArrayList<>(carried)) {
            if (batch.size() == batchSize || !batch.add(message)) {
                return true;
            }
            carried.remove();
        }
        return false;
    }
}
