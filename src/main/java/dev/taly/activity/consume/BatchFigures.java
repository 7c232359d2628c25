package dev.taly.activity.consume;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.consume.MessageOutcome.Stored;
import dev.taly.activity.consume.PreparedBatch.Line;
import dev.taly.activity.event.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a batch came to, for those who watch; nothing of it decides about a message. Immutable.
 *
 * @param objects how many objects hold what was stored
 * @param bytes their size as stored, compressed
 * @param duplicates stored lines whose tenant and event id an earlier line of the same batch has, too
 * @param stored the times of each stored line, in no promised order
 */
public record BatchFigures(long objects, long bytes, long duplicates, List<Times> stored) {
    /** Of a batch of which nothing was stored. */
    public static final BatchFigures NONE = new BatchFigures(0, 0, 0, List.of());

    private static final Logger LOG = LoggerFactory.getLogger(BatchFigures.class);

    public BatchFigures {
        stored = List.copyOf(stored);
    }

    /**
     * A stored line's times.
     *
     * @param event when it happened, as its sender says: it may lie ahead
     * @param received when the queue took its message
     * @param stored when the store had confirmed its object
     */
    public record Times(Instant event, Instant received, Instant stored) {}

    /** Never throws: a figure that can't be had must not cost the batch its outcomes. */
    static BatchFigures of(Map<Partition, List<Line>> partitions, Map<String, MessageOutcome> outcomes) {
        try {
            return counted(partitions, outcomes);
        } catch (RuntimeException | Error e) {
            LOG.warn("a batch has no figures: {}", e.getClass().getName());
            return NONE;
        }
    }

    private static BatchFigures counted(Map<Partition, List<Line>> partitions, Map<String, MessageOutcome> outcomes) {
        List<Times> times = new ArrayList<>();
        Set<Stored> objects = new HashSet<>();
        long duplicates = 0;
        for (List<Line> lines : partitions.values()) {
            // A partition is of one tenant and one day, and an event's day comes of its own time.
            Set<String> ids = new HashSet<>();
            for (Line line : lines) {
                if (outcomes.get(line.messageId()) instanceof Stored stored) {
                    ActivityEvent event = line.event().event();
                    objects.add(stored);
                    times.add(
                            new Times(event.timestamp().instant(), line.event().receivedAt(), stored.at()));
                    duplicates += ids.add(String.valueOf(event.id())) ? 0 : 1;
                }
            }
        }
        long bytes = objects.stream().mapToLong(Stored::bytes).sum();
        return new BatchFigures(objects.size(), bytes, duplicates, times);
    }
}
