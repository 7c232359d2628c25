package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that somebody should look at.
 *
 * @param id the same whenever the same rule finds the same thing, so that one that comes twice is known
 * @param rule the rule's name
 * @param title what happened, for people
 * @param severity how bad it is
 * @param tenantId whose events they are
 * @param by what was counted by itself
 * @param key of that, which
 * @param time of the event that raised it
 * @param first the time of the first event that counted
 * @param count how many events counted
 * @param eventIds some of them, at most 10
 * @param details what there is to say besides; may be empty
 */
public record Alert(
        String id,
        String rule,
        String title,
        Level severity,
        String tenantId,
        KeyField by,
        String key,
        Instant time,
        Instant first,
        int count,
        List<String> eventIds,
        String details) {
    /** The action of an alert's own event. No rule looks at such events. */
    public static final String ACTION = "alert_raised";

    static final int MOST_IDS = 10;
    private static final String WHO = "activity-alerts";

    public Alert {
        requireNonNull(id, "id is null");
        requireNonNull(details, "details is null");
        eventIds = List.copyOf(eventIds);
    }

    /** One sentence. */
    public String sentence() {
        if (by == KeyField.QUEUE) {
            return title + ": queue " + key + ", " + details + ".";
        }
        return title + ": " + about().map(some -> by.wire() + " " + some + ", ").orElse("") + "tenant " + tenantId
                + (count > 1 ? ", " + count + " events from " + first + " to " + time : ", at " + time)
                + (details.isEmpty() ? "" : ", " + details) + ".";
    }

    /** Who or what it is about; nothing where that is an event. */
    public Optional<String> about() {
        return by == KeyField.EVENT ? Optional.empty() : Optional.of(key);
    }

    /** What it is made of, for machines. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("alert", id);
        facts.put("rule", rule);
        facts.put("title", title);
        facts.put("severity", severity.wire());
        facts.put("tenantId", tenantId);
        facts.put("by", by.wire());
        facts.put("key", key);
        facts.put("first", first.toString());
        facts.put("last", time.toString());
        facts.put("count", count);
        facts.put("events", eventIds);
        if (!details.isEmpty()) {
            facts.put("details", details);
        }
        return facts;
    }

    /** An alert is an activity, too. Where it is published twice, the archive's reader leaves out the copy. */
    public ActivityEvent.Builder event() {
        return ActivityEvent.builder()
                .id("alert-" + id)
                .tenantId(tenantId)
                .actorId(WHO)
                .action(ACTION)
                .resource("alert")
                .resourceId(rule)
                .timestamp(EventTime.of(time))
                .level(severity)
                .metadata(facts());
    }
}
