package dev.taly.activity.audit;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.InvalidEventException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds chosen lines in buffers: first by searching the whole buffer for a text that a chosen line must hold, then by looking
 * at the lines that hold it. Immutable.
 */
final class LineSearch {
    private static final int UNKNOWN = -2;
    private static final int NONE = Integer.MAX_VALUE;

    private final EventFilter filter;
    private final TimeRange range;
    private final boolean anyTime;
    private final List<String> needles;

    /** @param range only lines of that time; each partition's own day is known to be in it where {@code anyTime} */
    LineSearch(EventFilter filter, TimeRange range, boolean anyTime) {
        this.filter = filter;
        this.range = range;
        this.anyTime = anyTime;
        this.needles = filter.needles();
    }

    /** Whether an object with that metadata can hold chosen lines; one without a span of time can. */
    boolean mayMatch(Map<String, String> metadata) {
        String first = metadata.get("first");
        String last = metadata.get("last");
        if (anyTime || first == null || last == null) {
            return true;
        }
        try {
            return EventTime.parse(first).instant().isBefore(range.to())
                    && !EventTime.parse(last).instant().isBefore(range.from());
        } catch (InvalidEventException e) {
            return true;
        }
    }

    /**
     * Searches a buffer.
     *
     * @param before how many lines came before it
     * @param done how many lines are not to be looked at again
     */
    Run over(LineBuffer buffer, long before, long done) {
        return new Run(buffer.bytes(), buffer.latin1(), before, done);
    }

    /** One search of one buffer. */
    final class Run {
        private final byte[] bytes;
        private final String text;
        private final int count;
        private final int[] hits = new int[needles.size()];
        private final long before;

        private int start;
        private int end;
        /** After the last line. */
        private int at;
        /** Where lines were counted up to, and how many there are before. */
        private int countedUntil;

        private long counted;

        private Run(byte[] bytes, String text, long before, long done) {
            this.bytes = bytes;
            this.text = text;
            this.before = before;
            this.count = ends(0, text.length());
            Arrays.fill(hits, UNKNOWN);
            for (long line = before; line < done && at < text.length(); line++) {
                at = text.indexOf('\n', at) + 1;
            }
        }

        /** How many lines are in the buffer. */
        int count() {
            return count;
        }

        /** Goes to the next line that may be chosen. */
        boolean next() {
            int hit = needles.isEmpty() ? at : nextHit();
            if (hit >= text.length()) {
                return false;
            }
            start = needles.isEmpty() ? at : Math.max(at, text.lastIndexOf('\n', hit) + 1);
            end = text.indexOf('\n', hit);
            at = end + 1;
            return true;
        }

        /** The line, if it is chosen. */
        Optional<StoredLine> lineIn(LineView view, Partition partition) throws BadLineException {
            view.lookAt(bytes, start, end);
            if (!filter.admits(view)) {
                return Optional.empty();
            }
            StoredLine line = view.copy(partition);
            return (anyTime || range.contains(line.timestamp())) && filter.admits(line)
                    ? Optional.of(line)
                    : Optional.empty();
        }

        /** The line's number in its object, from 1. */
        long number() {
            counted += ends(countedUntil, start);
            countedUntil = start;
            return before + counted + 1;
        }

        private int nextHit() {
            int first = NONE;
            for (int i = 0; i < hits.length; i++) {
                if (hits[i] < at) {
                    int hit = text.indexOf(needles.get(i), at);
                    hits[i] = hit < 0 ? NONE : hit;
                }
                first = Math.min(first, hits[i]);
            }
            return first;
        }

        private int ends(int from, int to) {
            int ends = 0;
            for (int i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
                ends++;
            }
            return ends;
        }
    }
}
