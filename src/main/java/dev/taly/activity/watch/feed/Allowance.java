package dev.taly.activity.watch.feed;

import java.util.function.LongSupplier;

/** So many a second, and those of one second at once. For one thread. */
final class Allowance {
    private static final double SECOND = 1e9;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private double left;
    private long last;

    Allowance(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.left = perSecond;
        this.last = nanoTime.getAsLong();
    }

    int left() {
        long now = nanoTime.getAsLong();
        left = Math.min(perSecond, left + (now - last) / SECOND * perSecond);
        last = now;
        return (int) left;
    }

    void spend(int number) {
        left -= number;
    }
}
