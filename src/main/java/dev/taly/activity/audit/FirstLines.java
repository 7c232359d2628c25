package dev.taly.activity.audit;

import dev.taly.activity.event.EventTime;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Some first lines in order, of any number; on disk, where they are too large for memory. */
final class FirstLines implements SortedLines {
    private static final long BYTES_IN_HEAP = 16L * 1024 * 1024;

    private final int limit;
    private final boolean newest;
    private final Comparator<Numbered> order;
    /** The last of the first ones at its head. */
    private final PriorityQueue<Numbered> lines;

    private long number;
    private long bytes;
    private @Nullable SpilledLines spilled;

    FirstLines(boolean newest, int limit) {
        this.limit = limit;
        this.newest = newest;
        Comparator<Numbered> byTime = Comparator.comparing(Numbered::time);
        this.order = (newest ? byTime.reversed() : byTime).thenComparing(Numbered::number);
        this.lines = new PriorityQueue<>(order.reversed());
    }

    @Override
    public void add(StoredLine line) throws IOException {
        if (spilled != null) {
            spilled.add(line);
            return;
        }
        lines.add(new Numbered(line, number++));
        bytes += line.length();
        if (lines.size() > limit) {
            bytes -= lines.remove().line.length();
        }
        if (bytes > BYTES_IN_HEAP) {
            spill();
        }
    }

    private void spill() throws IOException {
        SpilledLines all = new SpilledLines(newest);
        spilled = all;
        List<Numbered> asAdded = new ArrayList<>(lines);
        lines.clear();
        asAdded.sort(Comparator.comparing(Numbered::number));
        for (Numbered line : asAdded) {
            all.add(line.line);
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
        if (spilled != null) {
            spilled.forEach(sink);
            return;
        }
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
        if (spilled != null) {
            spilled.close();
        }
    }

    private record Numbered(StoredLine line, long number) {
        EventTime time() {
            return line.timestamp();
        }
    }
}
