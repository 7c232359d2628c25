package dev.taly.activity.consume;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of each message of a batch.
 *
 * @param outcomes by message id, in the batch's order; every id of the batch is there
 * @param missing findings that are absent, as in {@link dev.taly.activity.enrich.EnrichedBatch#missing}
 * @param figures for those who watch; nothing of it decides about a message
 */
public record BatchResult(Map<String, MessageOutcome> outcomes, Map<String, Long> missing, BatchFigures figures) {
    public BatchResult {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        missing = Map.copyOf(missing);
    }

    /** The ids that must not be acknowledged. */
    public List<String> failedIds() {
        return outcomes.entrySet().stream()
                .filter(entry -> !entry.getValue().isDone())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many messages had that kind of outcome. */
    public long count(Class<? extends MessageOutcome> kind) {
        return outcomes.values().stream().filter(kind::isInstance).count();
    }
}
