package dev.taly.activity.audit;

import dev.taly.activity.event.ActivityEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The activity event of a reading: who read what, and how much. */
public final class AuditRead {
    /** The event's action. */
    public static final String ACTION = "audit_read";

    private AuditRead() {}

    /**
     * The event.
     *
     * @param logTenant whose log it goes to
     * @param actorId who read
     * @param command how, for example {@code query}
     * @param asked the filter in words
     */
    public static ActivityEvent.Builder event(
            String logTenant,
            String actorId,
            String command,
            Selection selection,
            Map<String, ?> asked,
            ReadReport report,
            Instant now) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("command", command);
        metadata.put("tenants", selection.tenants().isEmpty() ? "all" : selection.tenants());
        if (!selection.range().from().equals(TimeRange.ALL.from())) {
            metadata.put("from", selection.range().from().toString());
        }
        if (!selection.range().to().equals(TimeRange.ALL.to())) {
            metadata.put("to", selection.range().to().toString());
        }
        if (!asked.isEmpty()) {
            metadata.put("filter", asked);
        }
        metadata.put("objects", report.objects());
        metadata.put("eventsRead", report.events());
        metadata.put("eventsShown", report.matches());
        metadata.put("complete", report.complete());
        return ActivityEvent.builder()
                .tenantId(logTenant)
                .actorId(actorId)
                .action(ACTION)
                .resource("archive")
                .resourceId(
                        selection.tenants().size() == 1 ? selection.tenants().first() : null)
                .timestamp(now.truncatedTo(ChronoUnit.MILLIS))
                .metadata(metadata);
    }
}
