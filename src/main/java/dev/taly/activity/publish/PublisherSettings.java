package dev.taly.activity.publish;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** What a publisher's builder collected, checked. */
record PublisherSettings(
        int bufferEvents,
        long bufferBytes,
        Duration linger,
        int senders,
        Duration deliveryTimeout,
        Duration firstRetry,
        Duration longestRetry,
        Duration closeTimeout) {
    static final PublisherSettings DEFAULTS = new PublisherSettings(
            10_000,
            32L * 1024 * 1024,
            Duration.ofMillis(50),
            4,
            Duration.ofMinutes(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));

    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;

    PublisherSettings {
        check(bufferEvents >= 1, "bufferEvents must be at least 1");
        check(bufferBytes >= Transport.MAX_BYTES, "bufferBytes must be at least " + Transport.MAX_BYTES);
        check(senders >= 1 && senders <= 64, "senders must be 1 to 64");
        check(!linger.isNegative(), "linger must not be negative");
        check(!deliveryTimeout.isNegative(), "deliveryTimeout must not be negative");
        check(firstRetry.compareTo(Duration.ofMillis(1)) >= 0, "firstRetry must be at least 1 ms");
        check(longestRetry.compareTo(firstRetry) >= 0, "longestRetry must not be shorter than firstRetry");
        check(longestRetry.compareTo(Duration.ofHours(1)) <= 0, "longestRetry must be at most 1 hour");
        check(!closeTimeout.isNegative(), "closeTimeout must not be negative");
    }

    /** The wait after that many failed tries, in milliseconds. */
    IntervalFunction backoff() {
        return IntervalFunction.ofExponentialRandomBackoff(firstRetry, GROWTH, JITTER, longestRetry);
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
