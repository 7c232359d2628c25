package dev.taly.activity.audit.stats;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events of each UTC day. All the days that events can have are ten thousand years, 30 MB: so it is always exact. For one thread. */
public final class Days {
    private static final int LONGEST_YEAR = 366;

    /** By year, and there by day. */
    private final NavigableMap<Integer, long[]> years = new TreeMap<>();

    Days() {}

    void add(LocalDate day) {
        years.computeIfAbsent(day.getYear(), year -> new long[LONGEST_YEAR])[day.getDayOfYear() - 1]++;
    }

    /** Those that have any. */
    public SortedMap<LocalDate, Long> counts() {
        SortedMap<LocalDate, Long> counts = new TreeMap<>();
        years.forEach((year, days) -> {
            for (int day = 0; day < LONGEST_YEAR; day++) {
                if (days[day] > 0) {
                    counts.put(LocalDate.ofYearDay(year, day + 1), days[day]);
                }
            }
        });
        return counts;
    }

    /** Of the days from one to another, the latter not included. */
    long between(LocalDate from, LocalDate to) {
        long sum = 0;
        for (var entry : years.subMap(from.getYear(), true, to.getYear(), true).entrySet()) {
            int start = entry.getKey() == from.getYear() ? from.getDayOfYear() - 1 : 0;
            int end = entry.getKey() == to.getYear() ? to.getDayOfYear() - 1 : LONGEST_YEAR;
            for (int day = start; day < end; day++) {
                sum += entry.getValue()[day];
            }
        }
        return sum;
    }
}
