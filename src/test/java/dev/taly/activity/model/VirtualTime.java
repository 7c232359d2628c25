package dev.taly.activity.model;

import java.time.Duration;
import java.time.Instant;

/** The time of a schedule: it moves only when somebody says so. */
final class VirtualTime {
    static final Instant START = Instant.parse("2024-03-28T23:58:00Z");

    private long nanos;

    long nanos() {
        return nanos;
    }

    /** The true time, which AWS's own clocks show. */
    Instant now() {
        return START.plusNanos(nanos);
    }

    long elapsedMillis() {
        return nanos / 1_000_000;
    }

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    void advanceMillis(long by) {
        advance(Duration.ofMillis(by));
    }

    void advanceTo(long at) {
        nanos = Math.max(nanos, at);
    }
}
