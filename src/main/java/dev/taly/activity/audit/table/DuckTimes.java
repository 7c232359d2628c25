package dev.taly.activity.audit.table;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The driver's times as texts: always with seconds, and infinity by its name rather than as the year that stands for it. */
final class DuckTimes {
    private static final Instant LAST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);
    private static final Instant FIRST = Instant.EPOCH.plus(-Long.MAX_VALUE, ChronoUnit.MICROS);
    private static final LocalDate LAST_DAY = LocalDate.ofEpochDay(Integer.MAX_VALUE);
    private static final LocalDate FIRST_DAY = LocalDate.ofEpochDay(-Integer.MAX_VALUE);

    private DuckTimes() {}

    static String text(Object time) {
        if (time instanceof OffsetDateTime moment) {
            Instant instant = moment.toInstant();
            return orInfinity(instant, FIRST, LAST, instant.toString());
        }
        if (time instanceof LocalDateTime local) {
            return local(local);
        }
        if (time instanceof Timestamp local) {
            return local(local.toLocalDateTime());
        }
        if (time instanceof LocalDate day) {
            return orInfinity(day, FIRST_DAY, LAST_DAY, day.toString());
        }
        if (time instanceof LocalTime clock) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(clock);
        }
        if (time instanceof OffsetTime clock) {
            return DateTimeFormatter.ISO_OFFSET_TIME.format(clock);
        }
        return time.toString();
    }

    private static String local(LocalDateTime local) {
        return orInfinity(
                local.toInstant(ZoneOffset.UTC), FIRST, LAST, DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local));
    }

    private static <T> String orInfinity(T value, T first, T last, String text) {
        return value.equals(last) ? "infinity" : value.equals(first) ? "-infinity" : text;
    }
}
