package dev.taly.activity.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Gathers messages into batches: one ends when it is full, when its window has passed since the first message, or when the
 * next message would take it over 6 MB. Not for sharing between threads.
 */
public final class BatchGatherer {
    private static final Logger LOG = LoggerFactory.getLogger(BatchGatherer.class);

    /** How long an empty queue is polled at once; shorter than a client waits for an answer. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(2);

    private final MessageSource source;
    private final int batchSize;
    private final long windowNanos;
    private final LongSupplier nanoTime;

    /** Received, but beyond 6 MB: they open the next batch. */
    private final Deque<Message> carried = new ArrayDeque<>();

    /**
     * A gatherer.
     *
     * @param batchSize the most messages of a batch
     * @param window how long a message waits for its batch to fill
     */
    public BatchGatherer(MessageSource source, int batchSize, Duration window, LongSupplier nanoTime) {
        this.source = requireNonNull(source, "source is null");
        this.batchSize = batchSize;
        this.windowNanos = window.toNanos();
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /**
     * The next batch; empty if the queue had nothing for a while. Where the queue stops answering, what has gathered so far
     * is the batch.
     *
     * @param hurry whether to take what is there and wait for nothing; asked again and again
     * @throws RuntimeException if the queue does not answer and nothing has gathered
     */
    public SqsEvent next(BooleanSupplier hurry) {
        SqsEvent batch = new SqsEvent(source.queueArn());
        boolean full = addCarried(batch);
        long firstAt = nanoTime.getAsLong();
        while (!full && batch.size() < batchSize) {
            boolean hurries = hurry.getAsBoolean();
            Duration wait = batch.isEmpty() ? IDLE_POLL : windowLeft(firstAt);
            if (!batch.isEmpty() && !hurries && wait.isZero()) {
                break;
            }
            Optional<List<Message>> answer = receive(batch, hurries ? Duration.ZERO : wait);
            if (answer.isEmpty() || (answer.get().isEmpty() && (hurries || batch.isEmpty()))) {
                break;
            }
            if (batch.isEmpty()) {
                firstAt = nanoTime.getAsLong();
            }
            carried.addAll(answer.get());
            full = addCarried(batch);
        }
        return batch;
    }

    private Duration windowLeft(long firstAt) {
        return Duration.ofNanos(Math.max(0, firstAt + windowNanos - nanoTime.getAsLong()));
    }

    /** Nothing at all where the queue did not answer. */
    private Optional<List<Message>> receive(SqsEvent batch, Duration wait) {
        // So that a draining mapping notices soon.
        Duration bounded = wait.compareTo(IDLE_POLL) < 0 ? wait : IDLE_POLL;
        int most = Math.min(batchSize - batch.size(), MessageSource.MAX_RECEIVE);
        try {
            return Optional.of(source.receive(most, bounded));
        } catch (RuntimeException e) {
            if (batch.isEmpty()) {
                throw e;
            }
            LOG.warn("the queue did not answer; {} messages go on alone: {}", batch.size(), e.toString());
            return Optional.empty();
        }
    }

    /** Whether the batch has no room for what is carried. A message that has no JSON form is left to the queue. */
    private boolean addCarried(SqsEvent batch) {
        while (!carried.isEmpty()) {
            Message message = carried.remove();
            if (batch.size() == batchSize || !batch.add(message)) {
                carried.addFirst(message);
                return true;
            }
        }
        return false;
    }
}
