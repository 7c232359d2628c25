package dev.taly.activity.enrich;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch's events with what was found out about them.
 *
 * @param events in the batch's order
 * @param missing how many findings are absent for a reason that is no event's: by the enrichment's name and {@code failed} (it
 *     threw), {@code late} (it took too long) or {@code skipped} (it still hangs with an earlier batch), as {@code geo.late}
 */
public record EnrichedBatch(List<Enriched> events, Map<String, Long> missing) {
    public EnrichedBatch {
        events = List.copyOf(events);
        missing = Collections.unmodifiableMap(new TreeMap<>(missing));
    }
}
