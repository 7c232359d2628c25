package dev.taly.activity.publish;

import java.time.Duration;

/** Durations as the waits of the JDK take them. */
final class Nanos {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Nanos() {}

    /** In nanoseconds; 292 years where it is longer, 0 where it is negative. */
    static long saturated(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
