package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Rejection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An event with what was found out about it.
 *
 * @param event as it came, but for a level that was raised
 * @param details what was found out, by the enrichments' names and in their order
 * @param rejection why it is none after all
 */
public record Enriched(ActivityEvent event, Map<String, JsonObject> details, Optional<Rejection> rejection) {
    public Enriched {
        requireNonNull(event, "event is null");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        requireNonNull(rejection, "rejection is null");
    }

    static Enriched of(ActivityEvent event, Map<String, Finding> findings) {
        Map<String, JsonObject> details = new LinkedHashMap<>();
        Level level = requireNonNull(event.level(), "event has no level");
        Rejection rejection = null;
        for (Map.Entry<String, Finding> found : findings.entrySet()) {
            Finding finding = found.getValue();
            details.put(found.getKey(), finding.detail());
            Level deserved = finding.atLeast().orElse(level);
            level = deserved.compareTo(level) > 0 ? deserved : level;
            rejection = rejection == null ? finding.rejection().orElse(null) : rejection;
        }
        ActivityEvent raised =
                level == event.level() ? event : event.toBuilder().level(level).build();
        return new Enriched(raised, details, Optional.ofNullable(rejection));
    }
}
