package dev.taly.activity.consume;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.event.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch's messages, each once: the events by partition, the letters to send, and what is known of each so far. */
final class SortedBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SortedBatch.class);
    private static final MessageOutcome NOT_REACHED = new MessageOutcome.Failed("it was not reached");

    private final Map<Partition, List<Line>> partitions = new LinkedHashMap<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();

    /** An event and the message that brought it. */
    record Line(String messageId, StoredEvent event) {}

    static SortedBatch sort(Iterable<SourceMessage> messages, MessageReader reader, Instant now) {
        SortedBatch batch = new SortedBatch();
        for (SourceMessage message : messages) {
            if (batch.outcomes.putIfAbsent(message.messageId(), NOT_REACHED) == null) {
                batch.add(message, reader, now);
            }
        }
        return batch;
    }

    private void add(SourceMessage message, MessageReader reader, Instant now) {
        try {
            MessageReader.Read read = reader.read(message);
            if (read instanceof MessageReader.Read.Event event) {
                partitions
                        .computeIfAbsent(Partition.of(event.event().event()), partition -> new ArrayList<>())
                        .add(new Line(message.messageId(), event.event()));
            } else if (read instanceof MessageReader.Read.Invalid invalid) {
                letters.add(new DeadLetter(message, invalid.rejection(), now));
            }
        } catch (RuntimeException | Error e) {
            // A defect of ours, or a message that exhausts the heap: it stays in the queue, and the others go on. No
            // text of
            // the event in the log.
            String kind = e.getClass().getName();
            LOG.error("message {} could not be read: {}", message.messageId(), kind);
            outcomes.put(message.messageId(), new MessageOutcome.Failed("it could not be read: " + kind));
        }
    }

    /** The outcome of each message id, in the batch's order: failed, until it is known better. */
    Map<String, MessageOutcome> outcomes() {
        return outcomes;
    }

    Map<Partition, List<Line>> partitions() {
        return partitions;
    }

    List<DeadLetter> letters() {
        return letters;
    }
}
