package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.Archive.PlannedObject;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.MessageOutcome.Failed;
import dev.taly.activity.consume.MessageOutcome.Rejected;
import dev.taly.activity.consume.MessageOutcome.Stored;
import dev.taly.activity.consume.PreparedBatch.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a batch of messages and says what became of each. A message is stored, or rejected into the dead letters, or it
 * failed and has to come again; one message's or one partition's trouble is nobody else's. Safe for any number of
 * threads.
 *
 * <p>A batch announces its objects in a receipt, then writes the partitions side by side, while its dead letters are on
 * their way. What is not finished when the time is up counts as failed: it may still arrive, and is then a duplicate.
 */
public final class BatchConsumer implements MessageConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);

    /** What SQS takes in one request; each group's outcome is known by itself. */
    private static final int LETTERS_AT_ONCE = 10;

    /** No success: an event is stored only when its own object is. */
    private static final MessageOutcome ANNOUNCED = new Failed("it was announced, but not written");

    private final Preparation preparation;
    private final Archive archive;
    private final DeadLetters deadLetters;
    private final ExecutorService writers;
    private final ExecutorService letterCarriers;

    /**
     * A consumer. The caller shuts the threads down.
     *
     * @param writers run the writes; their number bounds how many go on at once
     * @param letterCarriers hand over the dead letters; apart from the writers, so that a hanging queue holds up no event
     */
    public BatchConsumer(
            Preparation preparation,
            Archive archive,
            DeadLetters deadLetters,
            ExecutorService writers,
            ExecutorService letterCarriers) {
        this.preparation = requireNonNull(preparation, "preparation is null");
        this.archive = requireNonNull(archive, "archive is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
        this.writers = requireNonNull(writers, "writers is null");
        this.letterCarriers = requireNonNull(letterCarriers, "letterCarriers is null");
    }

    /** A partition's object, and the messages whose lines it holds. */
    private record Write(PlannedObject object, List<String> messageIds) {}

    /** Never throws for a message, a store or a queue. */
    @Override
    public BatchResult consume(String batchId, Collection<SourceMessage> messages, TimeLeft timeLeft) {
        SortedBatch batch = SortedBatch.sort(messages, preparation, timeLeft);
        // Failed until it is known better: whatever goes wrong below, no message is acknowledged by omission.
        Map<String, MessageOutcome> outcomes = new LinkedHashMap<>(batch.outcomes());
        if (timeLeft.isOver()) {
            return new BatchResult(outcomes, batch.missing(), BatchFigures.NONE);
        }
        List<Task> tasks = new ArrayList<>(startRejecting(batch.letters()));
        Instant writeTime = archive.writeTime();
        List<Write> writes = plan(batch.partitions(), writeTime);
        if (!writes.isEmpty()) {
            // An object may be written only after its receipt: if that fails, all the batch's events come again.
            Map<String, MessageOutcome> announced =
                    startAnnouncing(batchId, writeTime, writes).await(timeLeft);
            outcomes.putAll(announced);
            if (announced.values().stream().allMatch(ANNOUNCED::equals) && !timeLeft.isOver()) {
                writes.forEach(write -> tasks.add(startWriting(write)));
            }
        }
        for (Task task : tasks) {
            outcomes.putAll(task.await(timeLeft));
        }
        return new BatchResult(outcomes, batch.missing(), BatchFigures.of(batch.partitions(), outcomes));
    }

    private List<Task> startRejecting(List<DeadLetter> letters) {
        List<Task> tasks = new ArrayList<>();
        for (int from = 0; from < letters.size(); from += LETTERS_AT_ONCE) {
            List<DeadLetter> some = letters.subList(from, Math.min(letters.size(), from + LETTERS_AT_ONCE));
            List<String> ids =
                    some.stream().map(letter -> letter.message().messageId()).toList();
            tasks.add(Task.start(letterCarriers, ids, () -> outcomes(some, deadLetters.send(some))));
        }
        return tasks;
    }

    private static Map<String, MessageOutcome> outcomes(List<DeadLetter> letters, Set<String> arrived) {
        Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();
        for (DeadLetter letter : letters) {
            String id = letter.message().messageId();
            outcomes.put(
                    id,
                    arrived.contains(id)
                            ? new Rejected(letter.rejection())
                            : new Failed("the dead letter queue did not take it"));
        }
        return outcomes;
    }

    private List<Write> plan(Map<Partition, List<Line>> partitions, Instant writeTime) {
        List<Write> writes = new ArrayList<>();
        partitions.forEach((partition, lines) -> {
            try {
                PlannedObject object =
                        archive.plan(partition, lines.stream().map(Line::event).toList(), writeTime);
                writes.add(new Write(object, lines.stream().map(Line::messageId).toList()));
            } catch (RuntimeException | Error e) {
                // Its messages stay "not reached", and the other partitions go on.
                LOG.error(
                        "{} could not be encoded: {}",
                        partition.prefix(),
                        e.getClass().getName());
            }
        });
        return writes;
    }

    private Task startAnnouncing(String batchId, Instant writeTime, List<Write> writes) {
        List<PlannedObject> objects = writes.stream().map(Write::object).toList();
        List<String> ids =
                writes.stream().flatMap(write -> write.messageIds().stream()).toList();
        return Task.start(writers, ids, () -> {
            archive.announce(batchId, writeTime, objects);
            return Task.all(ids, ANNOUNCED);
        });
    }

    private Task startWriting(Write write) {
        List<String> ids = write.messageIds();
        return Task.start(writers, ids, () -> {
            String key = archive.write(write.object()).key();
            return Task.all(ids, new Stored(key, write.object().announced().bytes(), archive.writeTime()));
        });
    }
}
