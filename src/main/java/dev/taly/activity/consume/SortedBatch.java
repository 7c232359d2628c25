package dev.taly.activity.consume;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.event.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch's messages, each once: the events by partition, the letters to send, and those that could not even be read. */
final class SortedBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SortedBatch.class);

    private final Map<Partition, Lines> partitions = new LinkedHashMap<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<String> messageIds = new LinkedHashSet<>();

    /** The events of one partition and the messages that brought them, in the same order. */
    record Lines(List<StoredEvent> events, List<String> messageIds) {
        Lines() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    static SortedBatch sort(Iterable<SourceMessage> messages, MessageReader reader, Instant now) {
        SortedBatch batch = new SortedBatch();
        for (SourceMessage message : messages) {
            if (batch.messageIds.add(message.messageId())) {
                batch.add(message, reader, now);
            }
        }
        return batch;
    }

    private void add(SourceMessage message, MessageReader reader, Instant now) {
        try {
            MessageReader.Read read = reader.read(message);
            if (read instanceof MessageReader.Read.Event event) {
                Lines lines =
                        partitions.computeIfAbsent(Partition.of(event.event().event()), partition -> new Lines());
                lines.events().add(event.event());
                lines.messageIds().add(message.messageId());
            } else if (read instanceof MessageReader.Read.Invalid invalid) {
                letters.add(new DeadLetter(message, invalid.rejection(), now));
            }
        } catch (RuntimeException e) {
            // A defect of ours: the message stays in the queue, and the others go on. No text of the event in the log.
            LOG.error(
                    "message {} could not be read: {}",
                    message.messageId(),
                    e.getClass().getName());
        }
    }

    /** The ids of all messages, in the batch's order. */
    Set<String> messageIds() {
        return messageIds;
    }

    Map<Partition, Lines> partitions() {
        return partitions;
    }

    List<DeadLetter> letters() {
        return letters;
    }
}
