package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A span of time, by the events' own timestamps.
 *
 * @param from the first instant in it
 * @param to the first instant after it; not before {@code from}
 */
public record TimeRange(Instant from, Instant to) {
    /** Every time that an event can have: the years 0000 to 9999. */
    public static final TimeRange ALL =
            new TimeRange(startOf(LocalDate.of(0, 1, 1)), startOf(LocalDate.of(10_000, 1, 1)));

    public TimeRange {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to is before from");
        }
    }

    /** Whether that time is in it. */
    public boolean contains(EventTime time) {
        return !time.instant().isBefore(from) && time.instant().isBefore(to);
    }

    /** Whether any time of that UTC day is in it. */
    public boolean touches(LocalDate day) {
        return startOf(day).isBefore(to) && startOf(day.plusDays(1)).isAfter(from);
    }

    /** Whether every time of that UTC day is in it. */
    public boolean covers(LocalDate day) {
        return !startOf(day).isBefore(from) && !startOf(day.plusDays(1)).isAfter(to);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
