package dev.taly.activity.app.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether a worker is to stop, and until when. Safe for any number of threads. */
final class Stopping {
    private static final Duration LONG = Duration.ofDays(1);

    /** In less not even what is held could be given back. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final LongSupplier nanoTime;
    private volatile long deadline;

    Stopping(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param time less than a second counts as one */
    void begin(Duration time) {
        deadline = nanoTime.getAsLong() + atLeast(time).toNanos();
        begun.countDown();
    }

    /** The time that a worker really has which is told to stop in that time. */
    static Duration atLeast(Duration time) {
        return time.compareTo(LEAST) < 0 ? LEAST : time;
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Until the deadline; long, where it is not to stop. */
    Duration timeLeft() {
        return hasBegun() ? Duration.ofNanos(deadline - nanoTime.getAsLong()) : LONG;
    }

    /** Waits that long, or until it is to stop. */
    void pause(Duration time) {
        try {
            begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
