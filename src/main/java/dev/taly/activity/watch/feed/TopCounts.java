package dev.taly.activity.watch.feed;

import java.util.HashMap;
import java.util.Map;

/**
 * How often each name was there. Exact for as many different ones as fit; with more, the rare are forgotten and a count is too low
 * by {@link #error} at most, and never too high. The method is Misra and Gries's, in batches. For one thread.
 */
final class TopCounts {
    private final Map<String, Cell> cells = new HashMap<>();
    private final int most;
    private long error;

    TopCounts(int most) {
        this.most = most;
    }

    void add(String name) {
        cells.computeIfAbsent(name, any -> new Cell()).count++;
        if (cells.size() > most) {
            forgetTheRare();
        }
    }

    long count(String name) {
        Cell cell = cells.get(name);
        return cell == null ? 0 : cell.count;
    }

    void addTo(Map<String, Long> sums) {
        cells.forEach((name, cell) -> sums.merge(name, cell.count, Long::sum));
    }

    long error() {
        return error;
    }

    private void forgetTheRare() {
        long[] counts =
                cells.values().stream().mapToLong(cell -> cell.count).sorted().toArray();
        long median = counts[counts.length / 2];
        cells.values().removeIf(cell -> (cell.count -= median) <= 0);
        error += median;
    }

    private static final class Cell {
        private long count;
    }
}
