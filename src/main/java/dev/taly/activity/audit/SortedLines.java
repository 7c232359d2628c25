package dev.taly.activity.audit;

import java.io.IOException;
import java.time.Instant;

/** Lines that are put in order of time. For one thread. */
interface SortedLines extends AutoCloseable {
    /** To keep more than so many first ones in order costs more than to sort all. */
    int MAX_IN_HEAP = 10_000;

    /**
     * Empty ones.
     *
     * @param limit how many of the first are wanted; 0 for all
     */
    static SortedLines of(ReadRequest.Order order, long limit) {
        boolean newest = order == ReadRequest.Order.NEWEST;
        return limit > 0 && limit <= MAX_IN_HEAP ? new FirstLines(newest, (int) limit) : new SpilledLines(newest);
    }

    /** Adds a line. Of lines with the same time, the order in which they are added counts. */
    void add(StoredLine line) throws IOException;

    /** Whether no line of that time or before can change what is wanted. */
    boolean isSettled(Instant time);

    /** Gives the lines in order, until the sink has enough. */
    void forEach(LineSink sink) throws IOException;

    @Override
    void close();
}
