package dev.taly.activity.consume;

import java.time.Duration;

/** How long the consumer may still work on a batch; it counts down by itself. */
@FunctionalInterface
public interface TimeLeft {
    /** The time until the batch must be answered; zero or negative if it is over. */
    Duration get();

    /** Whether there is none left. */
    default boolean isOver() {
        Duration left = get();
        return left.isZero() || left.isNegative();
    }
}
