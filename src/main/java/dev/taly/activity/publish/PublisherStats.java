package dev.taly.activity.publish;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A publisher's counters since it was made, read one after the other. Each event that was published is counted once in
 * the end: {@code published = delivered + dropped + pending}. With a spool, events come from earlier publishers and may be
 * left to later ones: {@code published + recovered = delivered + dropped + pending + left}.
 *
 * @param published calls of {@code publish}
 * @param delivered events that the topic confirmed
 * @param pending events in the buffer, on the disk alone, or on their way
 * @param dropped events lost, for each reason that occurred
 * @param retries events sent once more after a failed try
 * @param listenerFailures exceptions that the listener threw
 * @param spool what concerns the spool
 */
public record PublisherStats(
        long published,
        long delivered,
        long pending,
        Map<DropReason, Long> dropped,
        long retries,
        long listenerFailures,
        SpoolStats spool) {
    public PublisherStats {
        Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
        copy.putAll(dropped);
        dropped = Collections.unmodifiableMap(copy);
    }

    /** All losses. */
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
