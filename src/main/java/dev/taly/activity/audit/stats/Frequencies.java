package dev.taly.activity.audit.stats;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each value was there. Exact as long as there are no more than {@link #MOST} different ones. With more, what is rare is
 * forgotten and what is frequent stays: a count is then too low by {@link #error()} at most, and never too high. The total is
 * always exact. For one thread.
 *
 * <p>The method is Misra and Gries's, in the batched form: when the table is full, the median is taken off every count.
 *
 * @param <K> the values; equal ones count together
 */
public final class Frequencies<K extends Comparable<K>> {
    /** How many different values are counted at once, at most. */
    public static final int MOST = 16_384;

    private final Map<K, Cell> cells = new HashMap<>();
    private final int most;
    private long total;
    private long error;
    private int peak;

    Frequencies() {
        this(MOST);
    }

    Frequencies(int most) {
        this.most = most;
    }

    void add(K value) {
        total++;
        cells.computeIfAbsent(value, key -> new Cell()).count++;
        peak = Math.max(peak, Math.min(cells.size(), most));
        if (cells.size() > most) {
            forgetTheRare();
        }
    }

    /** How often any value was there. */
    public long total() {
        return total;
    }

    /** By how much a count may be too low; 0 if all are exact. */
    public long error() {
        return error;
    }

    /** Whether every count is exact, and so the number of values. */
    public boolean isExact() {
        return error == 0;
    }

    /** How many different values there were; at least so many, where the counts are not exact. */
    public int distinct() {
        return peak;
    }

    /** How often that value was there, at least. */
    public long count(K value) {
        Cell cell = cells.get(value);
        return cell == null ? 0 : cell.count;
    }

    /** The most frequent values, at most so many; equally frequent ones in their natural order. */
    public List<Count<K>> top(int number) {
        return cells.entrySet().stream()
                .map(cell -> new Count<>(cell.getKey(), cell.getValue().count))
                .sorted(Comparator.comparingLong((Count<K> count) -> -count.events())
                        .thenComparing(Count::value))
                .limit(number)
                .toList();
    }

    private void forgetTheRare() {
        long[] counts =
                cells.values().stream().mapToLong(cell -> cell.count).sorted().toArray();
        long median = counts[counts.length / 2];
        cells.values().removeIf(cell -> (cell.count -= median) <= 0);
        error += median;
    }

    /**
     * A value, and how often it was there.
     *
     * @param events at least so often
     */
    public record Count<K>(K value, long events) {}

    private static final class Cell {
        private long count;
    }
}
