package dev.taly.activity.audit.stats;

import static java.time.temporal.ChronoUnit.CENTURIES;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.DECADES;
import static java.time.temporal.ChronoUnit.MILLENNIA;
import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.WEEKS;
import static java.time.temporal.ChronoUnit.YEARS;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A span of UTC days and its events.
 *
 * @param start its first day
 * @param unit how long it is
 * @param events all of its events
 * @param warn of these, how many are of level {@code warn}
 * @param critical of these, how many are of level {@code critical}
 */
public record Span(LocalDate start, ChronoUnit unit, long events, long warn, long critical) {
    private static final List<ChronoUnit> UNITS = List.of(DAYS, WEEKS, MONTHS, YEARS, DECADES, CENTURIES, MILLENNIA);

    /** As people write it: {@code 2024-03-28} for a day and a week, {@code 2024-03}, {@code 2024}, {@code 2020s}. */
    public String label() {
        return switch (unit) {
            case DAYS, WEEKS -> start.toString();
            case MONTHS -> start.toString().substring(0, 7);
            case YEARS -> String.format(Locale.ROOT, "%04d", start.getYear());
            default -> String.format(Locale.ROOT, "%04ds", start.getYear());
        };
    }

    /** What the spans of such a unit are: {@code day}, {@code week}, … */
    public String noun() {
        return switch (unit) {
            case WEEKS -> "week";
            case MONTHS -> "month";
            case YEARS -> "year";
            case DECADES -> "decade";
            case CENTURIES -> "century";
            case MILLENNIA -> "millennium";
            default -> "day";
        };
    }

    static List<Span> between(LocalDate first, LocalDate last, int most) {
        for (ChronoUnit unit : UNITS) {
            if (unit.between(start(first, unit), start(last, unit)) < most) {
                return between(first, last, unit);
            }
        }
        return between(first, last, MILLENNIA);
    }

    Span counted(Days all, Days warnings, Days criticals) {
        LocalDate end = start.plus(1, unit);
        return new Span(
                start, unit, all.between(start, end), warnings.between(start, end), criticals.between(start, end));
    }

    private static List<Span> between(LocalDate first, LocalDate last, ChronoUnit unit) {
        List<Span> spans = new ArrayList<>();
        for (LocalDate day = start(first, unit); !day.isAfter(last); day = day.plus(1, unit)) {
            spans.add(new Span(day, unit, 0, 0, 0));
        }
        return spans;
    }

    /** The first day of the unit that the day is in; a week's is its Monday. */
    private static LocalDate start(LocalDate day, ChronoUnit unit) {
        return switch (unit) {
            case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> day.withDayOfMonth(1);
            case YEARS -> year(day, 1);
            case DECADES -> year(day, 10);
            case CENTURIES -> year(day, 100);
            case MILLENNIA -> year(day, 1_000);
            default -> day;
        };
    }

    private static LocalDate year(LocalDate day, int step) {
        return LocalDate.ofYearDay(day.getYear() / step * step, 1);
    }
}
