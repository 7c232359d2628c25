package dev.taly.activity.audit;

import dev.taly.activity.event.EventTime;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Some first lines in order, of any number. */
final class FirstLines implements SortedLines {
    private final int limit;
    private final boolean newest;
    private final Comparator<Numbered> order;
    /** The last of the first ones at its head. */
    private final PriorityQueue<Numbered> lines;

    private long number;

    FirstLines(boolean newest, int limit) {
        this.limit = limit;
        this.newest = newest;
        Comparator<Numbered> byTime = Comparator.comparing(Numbered::time);
        this.order = (newest ? byTime.reversed() : byTime).thenComparing(Numbered::number);
        this.lines = new PriorityQueue<>(order.reversed());
    }

    @Override
    public void add(StoredLine line) {
        lines.add(new Numbered(line, number++));
        if (lines.size() > limit) {
            lines.remove();
        }
    }

    @Override
    public boolean isSettled(Instant time) {
        Numbered last = lines.peek();
        return newest
                && lines.size() == limit
                && last != null
                && last.time().instant().isAfter(time);
    }

    @Override
    public void forEach(LineSink sink) throws IOException {
        List<Numbered> sorted = new ArrayList<>(lines);
        sorted.sort(order);
        for (Numbered line : sorted) {
            if (!sink.accept(line.line)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        lines.clear();
    }

    private record Numbered(StoredLine line, long number) {
        EventTime time() {
            return line.timestamp();
        }
    }
}
