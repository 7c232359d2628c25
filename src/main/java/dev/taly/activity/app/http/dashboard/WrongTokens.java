package dev.taly.activity.app.http.dashboard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many wrong tokens came from where, minute by minute. Safe for any number of threads. */
final class WrongTokens {
    static final int MOST = 20;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_PLACES = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Integer> counts = new HashMap<>();
    private long since;

    WrongTokens(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Whether too many came from there. */
    synchronized boolean areTooMany(String address) {
        if (nanoTime.getAsLong() - since >= MINUTE || counts.size() > MOST_PLACES) {
            counts.clear();
            since = nanoTime.getAsLong();
        }
        return counts.getOrDefault(address, 0) >= MOST;
    }

    synchronized void add(String address) {
        counts.merge(address, 1, Integer::sum);
    }
}
