package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * A point in time as an event states it: an instant, and how many digits of the second were given, so that it is stored
 * in UTC to exactly that precision.
 *
 * <p>The wire form is RFC 3339 with an offset or Z. Narrower than the RFC in three points: at most 9 digits of a second,
 * no leap second (S3, Java and SQL engines have none), and the UTC year is one of 0000 to 9999.
 *
 * <p>Ordered by the instant alone, so two that compare as equal may differ in their precision.
 *
 * @param instant the point in time
 * @param fractionDigits digits of the second after the point, 0 to 9
 */
public record EventTime(Instant instant, int fractionDigits) implements Comparable<EventTime> {
    private static final Instant MIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int[] UNITS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };
    private static final String RULE =
            "timestamp must be an RFC 3339 date and time with an offset or Z and at most 9 digits of a second.";

    /**
     * Checks both.
     *
     * @throws InvalidEventException if the UTC year is not 0000 to 9999
     * @throws IllegalArgumentException if the instant has more digits than that
     */
    public EventTime {
        requireNonNull(instant, "instant is null");
        if (fractionDigits < 0 || fractionDigits > 9 || nanoOf(instant) % UNITS[fractionDigits] != 0) {
            throw new IllegalArgumentException(
                    "fractionDigits must be 0 to 9 and enough for the instant, not " + fractionDigits);
        }
        if (instant.isBefore(MIN) || instant.isAfter(MAX)) {
            throw new InvalidEventException(Rejection.ofField(
                    RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                    "timestamp",
                    "timestamp must lie in the years 0000 to 9999 UTC."));
        }
    }

    /**
     * That instant, to as few of 0, 3, 6 or 9 digits as it needs.
     *
     * @throws InvalidEventException if its UTC year is not 0000 to 9999
     */
    public static EventTime of(Instant instant) {
        int nanos = nanoOf(instant);
        int digits = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        return new EventTime(instant, digits);
    }

    /**
     * Reads the wire form.
     *
     * @throws InvalidEventException {@code invalid_field} if it is no such text, {@code timestamp_out_of_range} if its
     *     year in UTC is not 0000 to 9999
     */
    public static EventTime parse(String text) {
        return read(text)
                .orElseThrow(() ->
                        new InvalidEventException(Rejection.ofField(RejectionCode.INVALID_FIELD, "timestamp", RULE)));
    }

    /** The day in UTC: it decides the partition. */
    public LocalDate utcDate() {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public int compareTo(EventTime other) {
        return instant.compareTo(other.instant);
    }

    /** The wire form in UTC, for example {@code 2024-03-28T12:45:30.120Z}. */
    @Override
    public String toString() {
        LocalDate date = utcDate();
        int secondOfDay = (int) Math.floorMod(instant.getEpochSecond(), 86_400L);
        StringBuilder text = new StringBuilder(30);
        digits(text, date.getYear(), 4).append('-');
        digits(text, date.getMonthValue(), 2).append('-');
        digits(text, date.getDayOfMonth(), 2).append('T');
        digits(text, secondOfDay / 3600, 2).append(':');
        digits(text, secondOfDay / 60 % 60, 2).append(':');
        digits(text, secondOfDay % 60, 2);
        if (fractionDigits > 0) {
            digits(text.append('.'), nanoOf(instant) / UNITS[fractionDigits], fractionDigits);
        }
        return text.append('Z').toString();
    }

    private static int nanoOf(Instant instant) {
        return instant.get(ChronoField.NANO_OF_SECOND);
    }

    private static StringBuilder digits(StringBuilder text, int value, int width) {
        for (int unit = UNITS[10 - width]; unit > 0; unit /= 10) {
            text.append((char) ('0' + value / unit % 10));
        }
        return text;
    }

    private static Optional<EventTime> read(String text) {
        if (text.length() < 20
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || upper(text.charAt(10)) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return Optional.empty();
        }
        int at = 19;
        int nanos = 0;
        int digits = 0;
        if (text.charAt(at) == '.') {
            int end = ++at;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            digits = end - at;
            if (digits < 1 || digits > 9) {
                return Optional.empty();
            }
            nanos = number(text, at, end) * UNITS[digits];
            at = end;
        }
        int offset = offsetSeconds(text, at);
        if (offset == Integer.MIN_VALUE) {
            return Optional.empty();
        }
        try {
            int year = number(text, 0, 4);
            if (year < 0) {
                return Optional.empty();
            }
            LocalDate date = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10));
            LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos);
            long seconds = date.toEpochDay() * 86_400 + time.getLong(ChronoField.SECOND_OF_DAY) - offset;
            return Optional.of(new EventTime(Instant.ofEpochSecond(seconds, nanos), digits));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Seconds east of UTC, or {@link Integer#MIN_VALUE} where the rest of the text is no offset. */
    private static int offsetSeconds(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && upper(text.charAt(at)) == 'Z') {
            return 0;
        }
        if (left != 6 || text.charAt(at + 3) != ':' || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    /** The decimal number between two indexes, or -1 where one is no ASCII digit: no month, day, hour, minute or second, but a year to {@link LocalDate}. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
}
