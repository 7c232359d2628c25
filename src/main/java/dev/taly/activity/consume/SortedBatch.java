package dev.taly.activity.consume;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.PreparedBatch.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch's messages, each once: the events by partition, the letters to send, and what is known of each so far.
 *
 * @param partitions the events
 * @param letters what is no event
 * @param outcomes of each message id, in the batch's order: failed, until it is known better
 * @param missing as in {@link dev.taly.activity.enrich.EnrichedBatch#missing}
 */
record SortedBatch(
        Map<Partition, List<Line>> partitions,
        List<DeadLetter> letters,
        Map<String, MessageOutcome> outcomes,
        Map<String, Long> missing) {
    private static final MessageOutcome NOT_REACHED = new MessageOutcome.Failed("it was not reached");

    static SortedBatch sort(Iterable<SourceMessage> messages, Preparation preparation, TimeLeft timeLeft) {
        Map<String, SourceMessage> each = new LinkedHashMap<>();
        messages.forEach(message -> each.putIfAbsent(message.messageId(), message));
        PreparedBatch prepared = preparation.prepare(each.values(), timeLeft);
        prepared.reportFailures();
        return of(each.keySet(), prepared);
    }

    private static SortedBatch of(Collection<String> messageIds, PreparedBatch prepared) {
        Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();
        messageIds.forEach(id -> outcomes.put(id, NOT_REACHED));
        prepared.failures().forEach((id, why) -> outcomes.put(id, new MessageOutcome.Failed(why)));
        Map<Partition, List<Line>> partitions = new LinkedHashMap<>();
        for (Line line : prepared.lines()) {
            partitions
                    .computeIfAbsent(Partition.of(line.event().event()), partition -> new ArrayList<>())
                    .add(line);
        }
        return new SortedBatch(partitions, prepared.letters(), outcomes, prepared.missing());
    }
}
