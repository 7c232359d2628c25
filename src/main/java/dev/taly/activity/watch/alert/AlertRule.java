package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.Level;
import java.time.Duration;

/**
 * When to raise an alert.
 *
 * @param name tells it from other rules: {@code [a-z][a-z0-9-]{0,39}}
 * @param title what happened, for people
 * @param severity the alert's level
 * @param by what is counted by itself
 * @param test what must have happened
 * @param cooldown after an alert, and before one, as long as another one for the same key would say nothing new; by the events'
 *     times
 */
public record AlertRule(String name, String title, Level severity, KeyField by, Test test, Duration cooldown) {
    public AlertRule {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(by, "by is null");
        requireNonNull(test, "test is null");
        requireNonNull(cooldown, "cooldown is null");
    }

    /** What must have happened. */
    public sealed interface Test {
        /** How long before the latest hit the earliest may be. */
        Duration span();
    }

    /** Of events. */
    public sealed interface OfEvents extends Test {
        /** The event pattern of the events that count, as JSON. */
        String pattern();
    }

    /**
     * So many events in such a time.
     *
     * @param pattern the event pattern that they match, as JSON
     * @param count how many, 1 to 1000
     * @param within first to last, at most
     */
    public record Threshold(String pattern, int count, Duration within) implements OfEvents {
        @Override
        public Duration span() {
            return within;
        }
    }

    /**
     * Two events from places that nobody travels between in that time.
     *
     * @param pattern the event pattern that they match, as JSON
     * @param kilometresPerHour what nobody travels faster than
     * @param leastKilometres apart; nearer ones may be one place, since places are coarse
     */
    public record Travel(String pattern, int kilometresPerHour, int leastKilometres) implements OfEvents {
        private static final Duration DAY = Duration.ofDays(1);

        @Override
        public Duration span() {
            return DAY;
        }
    }

    /**
     * Nothing more, where there was something.
     *
     * @param pattern the event pattern of what was, as JSON
     * @param after how long nothing has come, by the clock
     * @param least how many there must have been in a time of that length
     */
    public record Silence(String pattern, Duration after, int least) implements OfEvents {
        @Override
        public Duration span() {
            return after;
        }
    }

    /**
     * More dead letters in a queue.
     *
     * @param count how many more, 1 to 1000
     * @param within than at some time so long before, by the clock
     */
    public record Growth(int count, Duration within) implements Test {
        @Override
        public Duration span() {
            return within;
        }
    }
}
