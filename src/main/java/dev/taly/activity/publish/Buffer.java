package dev.taly.activity.publish;

import io.github.resilience4j.core.IntervalFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The events that are accepted and whose end is open, bounded in number and bytes, wherever they are: waiting, on their
 * way, or waiting for another try. Safe for any number of threads.
 *
 * <p>A batch travels in a circle: {@link #next} hands it to a sender, the sender {@link Pending#claim claims} each event whose
 * end it heard of, tells the ledger, and gives the batch {@link #back}. What nobody claimed is tried again, so no event
 * gets stuck whatever happens to a sender in between; what is claimed leaves only with {@code back}, so whoever waits in
 * {@link #settleAll} finds it counted.
 */
final class Buffer {
    private final LongSupplier nanoTime;
    private final Schedule schedule;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition batchMayBeReady = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final OpenEvents open;
    private long offered;
    private boolean closed;

    Buffer(PublisherSettings settings, IntervalFunction backoff, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.schedule = new Schedule(settings, backoff);
        this.open = new OpenEvents(settings.bufferEvents(), settings.bufferBytes());
    }

    /**
     * Takes the event, or says why not. It waits for nothing but the lock, which is held for moments.
     *
     * @param record where the event is on the disk, if it is
     */
    Optional<DropReason> offer(OutboundEvent event, @Nullable SpoolRecord record) {
        long now = nanoTime.getAsLong();
        lock.lock();
        try {
            if (closed) {
                return Optional.of(DropReason.CLOSED);
            }
            if (!open.hasRoomFor(event.bytes())) {
                return Optional.of(DropReason.BUFFER_FULL);
            }
            Pending pending = new Pending(event, record, ++offered, now);
            open.add(pending);
            if (schedule.add(pending, now)) {
                batchMayBeReady.signal();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a batch: full, or its first event has lingered long enough, or somebody is in a hurry.
     *
     * @return the batch; an empty one once the buffer is closed and nothing is open
     */
    List<Pending> next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed || !open.isEmpty()) {
                long now = nanoTime.getAsLong();
                long wait = schedule.waitFor(now);
                if (wait == 0) {
                    return take(now);
                }
                if (wait == Long.MAX_VALUE) {
                    batchMayBeReady.await();
                } else {
                    batchMayBeReady.awaitNanos(wait);
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #next}, but where no batch is ready it returns an empty one at once. */
    List<Pending> poll() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            return schedule.waitFor(now) == 0 ? take(now) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Whether that event has been failing for longer than the delivery timeout. */
    boolean isExpired(Pending pending) {
        return schedule.isExpired(pending, nanoTime.getAsLong());
    }

    /**
     * Takes a batch back: what was claimed is settled, the rest is tried again.
     *
     * @param answered whether the topic delivered or refused any of it
     */
    void back(List<Pending> batch, boolean answered) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            for (Pending pending : batch) {
                if (pending.isClaimed()) {
                    open.remove(pending);
                } else {
                    schedule.retry(pending, now);
                }
            }
            if (answered) {
                schedule.answered();
            } else {
                schedule.failed(now);
            }
            settled.signalAll();
            wakeSenders();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was offered before this call leaves without lingering; waits until it is settled. Waits for another try are
     * cut short.
     *
     * @param patient whether to wait on if the thread is interrupted; its flag is kept in any case
     * @return how many of those events are still open when the time is over: 0 if all are settled
     */
    long settleAll(long timeoutNanos, boolean patient) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + timeoutNanos;
        lock.lock();
        try {
            long last = offered;
            open.all().forEach(pending -> pending.tries = 0);
            schedule.hurry(last, nanoTime.getAsLong());
            batchMayBeReady.signalAll();
            long left = timeoutNanos;
            while (open.hasAnyUntil(last) && left > 0 && (patient || !interrupted)) {
                try {
                    left = settled.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = deadline - System.nanoTime();
                }
            }
            return open.countUntil(last);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until half of the buffer is empty, that long at most, or for its close; whether there is room. */
    boolean awaitRoom(long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (!closed && !open.isHalfEmpty() && left > 0) {
                left = settled.awaitNanos(left);
            }
            return !closed && open.isHalfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no more than half of the room is taken. */
    boolean isHalfEmpty() {
        lock.lock();
        try {
            return open.isHalfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no event any more; what is there can still be sent. */
    void close() {
        lock.lock();
        try {
            closed = true;
            batchMayBeReady.signalAll();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Claims every event that nobody has claimed, and forgets it: the caller must tell the ledger. */
    List<Pending> abandon() {
        lock.lock();
        try {
            List<Pending> left = new ArrayList<>();
            for (Pending pending : open.all()) {
                if (pending.claim()) {
                    left.add(pending);
                    open.remove(pending);
                }
            }
            schedule.clear();
            settled.signalAll();
            wakeSenders();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** How many events are accepted and open. */
    long open() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Pending> take(long now) {
        List<Pending> batch = schedule.take(now);
        wakeSenders();
        return batch;
    }

    /** A signal wakes one sender: whoever changes something passes it on while there is something to wait for. */
    private void wakeSenders() {
        if (closed && open.isEmpty()) {
            batchMayBeReady.signalAll();
        } else if (!schedule.isEmpty()) {
            batchMayBeReady.signal();
        }
    }
}
