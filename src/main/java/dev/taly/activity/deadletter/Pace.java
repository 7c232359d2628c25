package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Spreads letters evenly over time. To be used by one thread. */
public final class Pace {
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private boolean running;
    private long started;
    private long taken;

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Returns when the time is over, or the thread is interrupted, whose flag then stays set. */
        void sleep(Duration time);
    }

    /** @param perSecond letters a second, more than 0; infinity for no limit */
    public Pace(double perSecond, LongSupplier nanoTime, Pause pause) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be more than 0");
        }
        this.perSecond = perSecond;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /** How many letters to send at once at most, so that a slow pace is even. */
    int atOnce() {
        return (int) Math.max(1, Math.min(LetterSender.MOST_AT_ONCE, perSecond));
    }

    /** Waits until so many letters may leave: the first ones at once. */
    void await(int letters) {
        if (!running) {
            running = true;
            started = nanoTime.getAsLong();
        }
        double due = taken / perSecond * Duration.ofSeconds(1).toNanos();
        taken += letters;
        long wait = started + (long) due - nanoTime.getAsLong();
        if (!Double.isInfinite(perSecond) && wait > 0) {
            pause.sleep(Duration.ofNanos(wait));
        }
    }
}
