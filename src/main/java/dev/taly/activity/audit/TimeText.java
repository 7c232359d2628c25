package dev.taly.activity.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them. */
public final class TimeText {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhdw])");

    private TimeText() {}

    /**
     * Reads one of {@code 2024-03-28}, {@code 2024-03-28T14:30}, {@code 2024-03-28 14:30:05}, {@code 2024-03-28T14:30:05+01:00},
     * {@code 14:30} for today, {@code now}, {@code today}, {@code yesterday}, and {@code 90s 30m 2h 7d 2w} for so long ago.
     *
     * @param zone of what has none
     * @return from that time on; up to its end, where it is a day, else up to the time itself
     * @throws IllegalArgumentException if it is none of these
     */
    public static TimeRange parse(String text, Instant now, ZoneId zone) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        LocalDate today = LocalDate.ofInstant(now, zone);
        try {
            Matcher ago = AGO.matcher(lower);
            if (ago.matches()) {
                return at(now.minus(
                        duration(Long.parseLong(ago.group(1)), ago.group(2).charAt(0))));
            }
            return switch (lower) {
                case "now" -> at(now);
                case "today" -> day(today, zone);
                case "yesterday" -> day(today.minusDays(1), zone);
                default -> written(lower.toUpperCase(Locale.ROOT).replace(' ', 'T'), today, zone);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("it is no time", e);
        }
    }

    private static TimeRange written(String text, LocalDate today, ZoneId zone) {
        if (text.indexOf('T') < 0) {
            return text.indexOf(':') < 0
                    ? day(LocalDate.parse(text), zone)
                    : local(LocalTime.parse(text).atDate(today), zone);
        }
        try {
            return at(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException withoutZone) {
            return local(LocalDateTime.parse(text), zone);
        }
    }

    /** Where clocks are set back it comes twice: from the first of these on, up to the second. */
    private static TimeRange local(LocalDateTime time, ZoneId zone) {
        ZonedDateTime zoned = time.atZone(zone);
        return new TimeRange(
                zoned.withEarlierOffsetAtOverlap().toInstant(),
                zoned.withLaterOffsetAtOverlap().toInstant());
    }

    private static TimeRange at(Instant time) {
        return new TimeRange(time, time);
    }

    private static TimeRange day(LocalDate day, ZoneId zone) {
        return new TimeRange(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static Duration duration(long number, char unit) {
        return switch (unit) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }
}
