package dev.taly.activity.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events that are accepted and whose end is open: first in the queue, bounded in number and bytes, then in a batch on
 * its way. Events stay in the queue until a batch is ready, so however many senders wait, batches are as full as the
 * traffic allows.
 *
 * <p>Each event is settled exactly once, by the sender that heard of its end or by {@link #abandon}.
 */
final class Buffer {
    private final int maxEvents;
    private final long maxBytes;
    private final long lingerNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition batchMayBeReady = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Deque<OutboundEvent> queue = new ArrayDeque<>();
    private final Set<Batch> onTheirWay = new HashSet<>();
    private long queuedBytes;
    private long offered;
    private long taken;
    private long hurryUntil;
    private boolean closed;

    Buffer(int maxEvents, long maxBytes, Duration linger) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.lingerNanos = linger.toNanos();
    }

    /** Whether there was room. It waits for nothing but the lock, which is held for moments. */
    boolean offer(OutboundEvent event) {
        lock.lock();
        try {
            if (closed || queue.size() >= maxEvents || queuedBytes + event.bytes() > maxBytes) {
                return false;
            }
            queue.addLast(event);
            queuedBytes += event.bytes();
            offered++;
            if (queue.size() == 1 || isFull()) {
                batchMayBeReady.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a batch: full, or its first event has lingered long enough, or somebody is in a hurry.
     *
     * @return the batch; an empty one once the buffer is closed and its queue has nothing left
     */
    Batch next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed || !queue.isEmpty()) {
                OutboundEvent first = queue.peekFirst();
                if (first == null) {
                    batchMayBeReady.await();
                    continue;
                }
                long wait = lingerNanos - (System.nanoTime() - first.acceptedAt());
                if (wait <= 0 || closed || taken < hurryUntil || isFull()) {
                    return take();
                }
                batchMayBeReady.awaitNanos(wait);
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** Whether that event's end was still open; it no longer is. */
    boolean settle(Batch batch, OutboundEvent event) {
        lock.lock();
        try {
            boolean open = batch.settle(event);
            if (batch.isSettled() && onTheirWay.remove(batch)) {
                settled.signalAll();
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Whether that event's end is still open: nobody has given it up. */
    boolean isOpen(Batch batch, OutboundEvent event) {
        lock.lock();
        try {
            return batch.isOpen(event);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was offered before this call leaves without lingering; waits until it is settled.
     *
     * @return how many of those events are still open when the time is over: 0 if all are settled
     */
    long settleAll(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            long last = offered;
            hurryUntil = last;
            batchMayBeReady.signalAll();
            while (openUntil(last) > 0 && left > 0) {
                left = settled.awaitNanos(left);
            }
            return openUntil(last);
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
        } finally {
            lock.unlock();
        }
    }

    /** Gives up every event whose end is open. */
    List<OutboundEvent> abandon() {
        lock.lock();
        try {
            List<OutboundEvent> open = new ArrayList<>();
            for (Batch batch : onTheirWay) {
                for (OutboundEvent event : batch.unsettled()) {
                    batch.settle(event);
                    open.add(event);
                }
            }
            onTheirWay.clear();
            open.addAll(queue);
            taken += queue.size();
            queue.clear();
            queuedBytes = 0;
            settled.signalAll();
            batchMayBeReady.signalAll();
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** How many events are accepted and open. */
    long open() {
        lock.lock();
        try {
            return openUntil(offered);
        } finally {
            lock.unlock();
        }
    }

    private Batch take() {
        List<OutboundEvent> events = new ArrayList<>(Transport.MAX_EVENTS);
        long size = 0;
        for (OutboundEvent event = queue.peekFirst(); event != null; event = queue.peekFirst()) {
            size += event.bytes();
            if (events.size() == Transport.MAX_EVENTS || (size > Transport.MAX_BYTES && !events.isEmpty())) {
                break;
            }
            events.add(queue.removeFirst());
            queuedBytes -= event.bytes();
        }
        Batch batch = new Batch(taken + 1, events);
        taken += events.size();
        if (!events.isEmpty()) {
            onTheirWay.add(batch);
        }
        if (!queue.isEmpty()) {
            // One signal wakes one sender: this one passes it on.
            batchMayBeReady.signal();
        }
        return batch;
    }

    private boolean isFull() {
        return queue.size() >= Transport.MAX_EVENTS || queuedBytes >= Transport.MAX_BYTES;
    }

    /** The open ones among the first {@code last} events that were ever offered. */
    private long openUntil(long last) {
        long open = Math.max(0, last - taken);
        for (Batch batch : onTheirWay) {
            if (batch.first() <= last) {
                open += batch.unsettled().size();
            }
        }
        return open;
    }
}
