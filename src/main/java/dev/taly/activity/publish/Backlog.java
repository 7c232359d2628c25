package dev.taly.activity.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The segments with events that are on the disk alone: parked there because the memory was full, or left by other
 * publishers. The own ones come first. Guarded by the {@link SpoolGate}, but for {@link #open}.
 */
final class Backlog {
    private final Deque<Segment> own = new ArrayDeque<>();
    private final Deque<Segment> others = new ArrayDeque<>();
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    /** Whether an event may pass straight into memory without overtaking one on the disk. */
    boolean mayPass() {
        return own.isEmpty();
    }

    void park(SpoolRecord record) {
        Segment segment = record.segment();
        if (own.peekLast() != segment) {
            own.addLast(segment);
        }
        segment.parked().add(record.offset());
        parked.incrementAndGet();
    }

    void add(Segment other) {
        if (!other.parked().isEmpty()) {
            others.addLast(other);
            parked.addAndGet(other.parked().size());
        }
    }

    Optional<Segment> first() {
        return Optional.ofNullable(own.isEmpty() ? others.peekFirst() : own.peekFirst());
    }

    /** The first events of that segment are in memory now, or lost. */
    void take(Segment segment, int events) {
        segment.parked().skip(events);
        taken.addAndGet(events);
        if (segment.parked().isEmpty()) {
            own.remove(segment);
            others.remove(segment);
        }
    }

    void clear() {
        own.clear();
        others.clear();
        taken.set(parked.get());
    }

    /** How many events there ever were. */
    long parked() {
        return parked.get();
    }

    /** How many of them have left. */
    long taken() {
        return taken.get();
    }

    /** How many there are. */
    long open() {
        return Math.max(0, parked.get() - taken.get());
    }
}
