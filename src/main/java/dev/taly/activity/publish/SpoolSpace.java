package dev.taly.activity.publish;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that a spool has on the disk, and may have: its own, those that it took over, and those of damaged files that
 * were set aside. Safe for any number of threads.
 */
final class SpoolSpace {
    private final long limit;
    private final AtomicLong own = new AtomicLong();
    private final AtomicLong takenOver = new AtomicLong();
    private final AtomicLong aside = new AtomicLong();

    SpoolSpace(long limit) {
        this.limit = limit;
    }

    /** Whether a publisher may add that much. What others left counts up to half of the limit: it must not stop all events. */
    boolean hasRoomFor(long bytes) {
        return own.get() + Math.min(takenOver.get() + aside.get(), limit / 2) + bytes <= limit;
    }

    /** Counts bytes of its own. */
    void add(long bytes) {
        own.addAndGet(bytes);
    }

    /** Counts a segment that was taken over, whether there is room or not: it is on the disk. */
    void takenOver(Segment segment) {
        takenOver.addAndGet(segment.bytes());
    }

    /** A segment was deleted, or set aside with that many bytes. */
    void removed(Segment segment, long asideBytes) {
        (segment.isTakenOver() ? takenOver : own).addAndGet(-segment.bytes());
        aside.addAndGet(asideBytes);
    }

    /** So many bytes are set aside, as a look at the disk says. */
    void asides(long bytes) {
        aside.set(bytes);
    }

    long used() {
        return own.get() + takenOver.get() + aside.get();
    }
}
