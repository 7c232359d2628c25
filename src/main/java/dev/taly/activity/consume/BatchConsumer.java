package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.Archive.PlannedObject;
import dev.taly.activity.archive.Stored;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.SortedBatch.Lines;
import dev.taly.activity.event.EventCodec;
import java.time.Clock;
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
public final class BatchConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);

    private final MessageReader reader;
    private final Archive archive;
    private final DeadLetters deadLetters;
    private final ExecutorService threads;
    private final Clock clock;

    /**
     * A consumer.
     *
     * @param threads runs the writes; their number bounds how many go on at once. The caller shuts it down
     */
    public BatchConsumer(
            EventCodec codec, Archive archive, DeadLetters deadLetters, ExecutorService threads, Clock clock) {
        this.reader = new MessageReader(codec, clock);
        this.archive = requireNonNull(archive, "archive is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Works on one batch. Never throws for a message, a store or a queue.
     *
     * @param batchId this try's id, as {@link dev.taly.activity.archive.Receipt} wants it
     * @param messages in any order; one that stands there twice is worked on once
     * @param timeLeft until the answer is due
     * @return an outcome for every message id
     */
    public BatchResult consume(String batchId, Collection<SourceMessage> messages, TimeLeft timeLeft) {
        SortedBatch batch = SortedBatch.sort(messages, reader, clock.instant());
        // Failed until it is known better: whatever goes wrong below, no message is acknowledged by omission.
        Map<String, MessageOutcome> outcomes =
                Task.all(batch.messageIds(), new MessageOutcome.Failed("it was not reached"));
        List<Task> tasks = new ArrayList<>();
        if (!batch.letters().isEmpty()) {
            tasks.add(startReject(batch.letters()));
        }
        Instant writeTime = archive.writeTime();
        Map<PlannedObject, Lines> planned = plan(batch, writeTime);
        if (!planned.isEmpty()) {
            // An object may be written only after its receipt: if that fails, all the batch's events come again.
            Map<String, MessageOutcome> announced =
                    startAnnounce(batchId, writeTime, planned).await(timeLeft);
            if (announced.values().stream().allMatch(MessageOutcome::isDone)) {
                planned.forEach((object, lines) -> tasks.add(startWrite(object, lines)));
            } else {
                outcomes.putAll(announced);
            }
        }
        for (Task task : tasks) {
            outcomes.putAll(task.await(timeLeft));
        }
        return new BatchResult(outcomes);
    }

    private Task startReject(List<DeadLetter> letters) {
        List<String> ids =
                letters.stream().map(letter -> letter.message().messageId()).toList();
        return Task.start(threads, ids, () -> {
            Set<String> arrived = deadLetters.send(letters);
            Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();
            for (DeadLetter letter : letters) {
                String id = letter.message().messageId();
                outcomes.put(
                        id,
                        arrived.contains(id)
                                ? new MessageOutcome.Rejected(letter.rejection())
                                : new MessageOutcome.Failed("the dead letter queue did not take it"));
            }
            return outcomes;
        });
    }

    private Map<PlannedObject, Lines> plan(SortedBatch batch, Instant writeTime) {
        Map<PlannedObject, Lines> planned = new LinkedHashMap<>();
        batch.partitions().forEach((partition, lines) -> {
            try {
                planned.put(archive.plan(partition, lines.events(), writeTime), lines);
            } catch (RuntimeException e) {
                LOG.error(
                        "{} could not be encoded: {}",
                        partition.prefix(),
                        e.getClass().getName());
            }
        });
        return planned;
    }

    private Task startAnnounce(String batchId, Instant writeTime, Map<PlannedObject, Lines> planned) {
        List<PlannedObject> objects = List.copyOf(planned.keySet());
        List<String> ids = planned.values().stream()
                .flatMap(lines -> lines.messageIds().stream())
                .toList();
        return Task.start(threads, ids, () -> Task.all(ids, stored(archive.announce(batchId, writeTime, objects))));
    }

    private Task startWrite(PlannedObject object, Lines lines) {
        return Task.start(
                threads, lines.messageIds(), () -> Task.all(lines.messageIds(), stored(archive.write(object))));
    }

    private static MessageOutcome stored(Stored stored) {
        return new MessageOutcome.Stored(stored.key());
    }
}
