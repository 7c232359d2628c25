package dev.taly.activity.audit;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.PartitionList.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The objects of some partitions, in order, listed some ahead. To be used by one thread, and closed by it; where that is
 * interrupted, it throws {@link CancellationException}.
 */
final class Listing implements Iterator<Target>, AutoCloseable {
    /**
     * An event is at most 5 minutes ahead of the clock that wrote its object, so an object holds nothing that is much later than
     * its name. The rest is for clocks that are set back.
     */
    static final Duration AHEAD = Duration.ofHours(1);

    private static final int AT_ONCE = 8;
    private static final int KEYS_AHEAD = 1_000;

    private final Ahead<Target> listed;
    private @Nullable Target next;

    /** @param from the time of the first event that is wanted */
    Listing(PartitionList list, List<Partition> partitions, Instant from) {
        this.listed = new Ahead<>(
                partitions.stream()
                        .<Ahead.Producer<Target>>map(
                                partition -> out -> list.list(partition, after(partition, from), out::put))
                        .iterator(),
                AT_ONCE,
                KEYS_AHEAD);
    }

    @Override
    public boolean hasNext() {
        try {
            next = next == null ? listed.next() : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("reading was interrupted");
        }
        return next != null;
    }

    @Override
    public Target next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Target target = next;
        next = null;
        return target;
    }

    @Override
    public void close() {
        listed.close();
    }

    /** What was written long before the time that is asked for cannot hold events of that time. */
    private static String after(Partition partition, Instant from) {
        return from.equals(TimeRange.ALL.from()) ? "" : JsonLines.firstKey(partition.prefix(), from.minus(AHEAD));
    }
}
