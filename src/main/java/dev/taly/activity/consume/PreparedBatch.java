package dev.taly.activity.consume;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.event.StoredEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch's messages, ready to be written: each is a line, a letter, or a failure. Not for sharing between threads. */
final class PreparedBatch {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedBatch.class);

    private final List<Line> lines = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private Map<String, Long> missing = Map.of();

    /** An event and the message that brought it. */
    record Line(String messageId, StoredEvent event) {}

    /** The events, each once. */
    List<Line> lines() {
        return lines;
    }

    /** What is no event. */
    List<DeadLetter> letters() {
        return letters;
    }

    /** What has to come again, by message id, and why. */
    Map<String, String> failures() {
        return failures;
    }

    /** As in {@link dev.taly.activity.enrich.EnrichedBatch#missing}. */
    Map<String, Long> missing() {
        return missing;
    }

    void missing(Map<String, Long> counts) {
        missing = counts;
    }

    /**
     * Does a step with a message. Where it throws, by a defect of ours, because the message exhausts the heap, or because the
     * keys of the pseudonyms can't be had, the message stays in the queue, and the others go on.
     */
    void attempt(String messageId, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failures.put(messageId, "it could not be prepared: " + e.getClass().getName());
        }
    }

    /** Logs the failures, each kind once. No text of an event, and no message of an exception, which may quote one. */
    void reportFailures() {
        failures.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .forEach((why, ids) ->
                        LOG.error("{} messages will come again ({}, …): {}", ids.size(), ids.get(0), why));
    }
}
