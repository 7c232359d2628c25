package dev.taly.activity.publish;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that a spool has on the disk, and may have. Safe for any number of threads. */
final class SpoolSpace {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    SpoolSpace(long limit) {
        this.limit = limit;
    }

    boolean hasRoomFor(long bytes) {
        return used.get() + bytes <= limit;
    }

    /** Counts bytes, whether there is room or not: they are on the disk. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    void free(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
