package dev.taly.activity.publish;

import static dev.taly.activity.publish.Nanos.saturated;

import io.github.resilience4j.core.IntervalFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Which events leave next, and when. Not thread-safe: its {@link Buffer} guards it. It reads no clock; every {@code now}
 * is in nanoseconds.
 *
 * <p>New events leave in a batch that is full or has lingered. An event that failed waits by itself, each time longer, and
 * lets the others pass. Where a whole batch failed, the topic is probably down: then everything pauses, each time longer,
 * until the topic answers.
 */
final class Schedule {
    /** With the waits doubling from 1 ms at least, none grows after that many. */
    private static final int MOST_TRIES = 40;

    private final long lingerNanos;
    private final long deliveryNanos;
    private final IntervalFunction backoff;
    private final Deque<Pending> fresh = new ArrayDeque<>();
    private final Queue<Pending> retries = new PriorityQueue<>((a, b) -> Long.compare(a.due - b.due, 0));
    private long freshBytes;
    private long hurryUntil;
    private int failedInARow;
    private boolean paused;
    private long pausedUntil;

    Schedule(PublisherSettings settings, IntervalFunction backoff) {
        this.lingerNanos = saturated(settings.linger());
        this.deliveryNanos = saturated(settings.deliveryTimeout());
        this.backoff = backoff;
    }

    boolean isEmpty() {
        return fresh.isEmpty() && retries.isEmpty();
    }

    /** Adds a new event. Whether a sender should look: a batch is full, or its first event starts to linger. */
    boolean add(Pending pending, long now) {
        fresh.addLast(pending);
        freshBytes += pending.bytes();
        return fresh.size() == 1 || (isFull() && pauseLeft(now) <= 0);
    }

    /** Takes back an event that failed; it is due after a wait, though not later than its delivery timeout. */
    void retry(Pending pending, long now) {
        pending.tries++;
        long untilExpiry = pending.mayExpire() ? deliveryNanos - (now - pending.acceptedAt()) : Long.MAX_VALUE;
        pending.due = now + Math.max(0, Math.min(wait(pending.tries), untilExpiry));
        retries.add(pending);
    }

    /** Whether that event has been failing for so long that it is not tried again. */
    boolean isExpired(Pending pending, long now) {
        return pending.mayExpire() && now - pending.acceptedAt() >= deliveryNanos;
    }

    /** The topic settled one event at least. */
    void answered() {
        failedInARow = 0;
        paused = false;
    }

    /** Every event of a batch failed. Several at once make one pause. */
    void failed(long now) {
        if (pauseLeft(now) <= 0) {
            failedInARow++;
            paused = true;
            pausedUntil = now + wait(failedInARow);
        }
    }

    /** Events up to that number leave without lingering; every wait ends now and starts over with the shortest. */
    void hurry(long lastNumber, long now) {
        hurryUntil = lastNumber;
        answered();
        List<Pending> waiting = List.copyOf(retries);
        retries.clear();
        for (Pending pending : waiting) {
            pending.due = now;
            retries.add(pending);
        }
    }

    void clear() {
        fresh.clear();
        retries.clear();
        freshBytes = 0;
    }

    /** How long until a batch is ready: 0 if one is, {@code Long.MAX_VALUE} if there is nothing to send. */
    long waitFor(long now) {
        long wait = Long.MAX_VALUE;
        Pending first = fresh.peekFirst();
        if (first != null) {
            boolean mayGo = isFull() || first.number() <= hurryUntil;
            wait = mayGo ? 0 : lingerNanos - (now - first.acceptedAt());
        }
        Pending retry = retries.peek();
        if (retry != null) {
            wait = Math.min(wait, retry.due - now);
        }
        return Math.max(0, wait == Long.MAX_VALUE ? wait : Math.max(wait, pauseLeft(now)));
    }

    /** Takes the batch that is ready: what is due again first, then new events as they came. */
    List<Pending> take(long now) {
        List<Pending> batch = new ArrayList<>(Transport.MAX_EVENTS);
        long bytes = 0;
        while (batch.size() < Transport.MAX_EVENTS) {
            Pending retry = retries.peek();
            boolean again = retry != null && retry.due - now <= 0;
            Pending next = again ? retry : fresh.peekFirst();
            if (next == null || (bytes + next.bytes() > Transport.MAX_BYTES && !batch.isEmpty())) {
                break;
            }
            bytes += next.bytes();
            batch.add(next);
            if (again) {
                retries.remove();
            } else {
                fresh.removeFirst();
                freshBytes -= next.bytes();
            }
        }
        return batch;
    }

    private boolean isFull() {
        return fresh.size() >= Transport.MAX_EVENTS || freshBytes >= Transport.MAX_BYTES;
    }

    private long pauseLeft(long now) {
        return paused ? pausedUntil - now : 0;
    }

    private long wait(int tries) {
        return TimeUnit.MILLISECONDS.toNanos(backoff.apply(Math.min(tries, MOST_TRIES)));
    }
}
