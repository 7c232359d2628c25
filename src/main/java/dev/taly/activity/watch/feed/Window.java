package dev.taly.activity.watch.feed;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The counts of the last quarter of an hour, in bounded memory. For one thread. */
final class Window {
    static final int MINUTES = 15;
    static final int SECONDS = MINUTES * 60;

    private static final int TOP = 10;

    /** The window begins within a minute, and that one must not be taken for the one in which it ends. */
    private static final int SLOTS = MINUTES + 1;

    private final Instant since;
    private final int names;
    private final Map<Level, int[]> counts = new EnumMap<>(Level.class);
    private final long[] seconds = new long[SECONDS];
    private final @Nullable Minute[] minutes = new Minute[SLOTS];
    private long size;

    /** @param names how many different names of each kind are counted in a minute */
    Window(Instant since, int names) {
        this.since = since;
        this.names = names;
        for (Level level : Level.values()) {
            counts.put(level, new int[SECONDS]);
        }
    }

    /** How many there have ever been. */
    long size() {
        return size;
    }

    /** @param second since 1970; in the window */
    void add(ActivityEvent event, long second) {
        size++;
        int slot = (int) (second % SECONDS);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts.values().forEach(ofLevel -> ofLevel[slot] = 0);
        }
        of(Objects.requireNonNullElse(event.level(), Level.INFO))[slot]++;
        minute(second / 60).add(event);
    }

    private int[] of(Level level) {
        return Objects.requireNonNull(counts.get(level), "no such level");
    }

    private Minute minute(long number) {
        int slot = (int) (number % SLOTS);
        Minute minute = minutes[slot];
        if (minute == null || minute.number != number) {
            minute = new Minute(number, names);
            minutes[slot] = minute;
        }
        return minute;
    }

    Figures figures(Instant now, long late, long duplicates) {
        long second = now.getEpochSecond();
        Map<Level, List<Integer>> perSecond = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            perSecond.put(level, level(level, second));
        }
        return new Figures(
                now,
                since,
                perSecond,
                perSecond.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(Integer::longValue)
                        .sum(),
                top(second, minute -> minute.actors),
                top(second, minute -> minute.actions),
                perMinute(second, Minute::failedLogins),
                top(second, minute -> minute.failedActors),
                late,
                duplicates,
                current(second).stream().allMatch(Minute::isExact));
    }

    private List<Integer> level(Level level, long last) {
        List<Integer> series = new ArrayList<>(SECONDS);
        for (long second = last - SECONDS + 1; second <= last; second++) {
            int slot = (int) (second % SECONDS);
            series.add(seconds[slot] == second ? of(level)[slot] : 0);
        }
        return series;
    }

    private List<TopName> top(long second, Function<Minute, TopCounts> kind) {
        Map<String, Long> sums = new HashMap<>();
        current(second).forEach(minute -> kind.apply(minute).addTo(sums));
        return sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> sum) -> -sum.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(TOP)
                .map(sum -> new TopName(
                        sum.getKey(),
                        sum.getValue(),
                        perMinute(second, minute -> kind.apply(minute).count(sum.getKey()))))
                .toList();
    }

    private List<Long> perMinute(long second, ToLongFunction<Minute> count) {
        long last = second / 60;
        return LongStream.rangeClosed(last - MINUTES + 1, last)
                .mapToObj(number -> {
                    Minute minute = minutes[(int) (number % SLOTS)];
                    return minute != null && minute.number == number ? count.applyAsLong(minute) : 0L;
                })
                .toList();
    }

    private List<Minute> current(long second) {
        List<Minute> current = new ArrayList<>();
        for (Minute minute : minutes) {
            if (minute != null && minute.number > second / 60 - MINUTES && minute.number <= second / 60) {
                current.add(minute);
            }
        }
        return current;
    }
}
