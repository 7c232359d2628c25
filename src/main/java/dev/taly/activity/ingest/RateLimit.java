package dev.taly.activity.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A bucket of events for each token, which fills by itself. Safe for any number of threads. */
final class RateLimit {
    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perSecond 0 for no limit */
    RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** Takes so many at once, or none, and says how long to wait before they could be had: zero if they were taken. */
    Duration take(String name, int events) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        return buckets.computeIfAbsent(name, any -> new Bucket()).take(events);
    }

    private final class Bucket {
        private double left = burst;
        private long filled = nanoTime.getAsLong();

        synchronized Duration take(int events) {
            long now = nanoTime.getAsLong();
            left = Math.min(burst, left + (now - filled) / 1e9 * perSecond);
            filled = now;
            if (left >= events) {
                left -= events;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((events - left) / perSecond * 1e9));
        }
    }
}
