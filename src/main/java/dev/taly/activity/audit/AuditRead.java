package dev.taly.activity.audit;

import dev.taly.activity.archive.Sha256;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The activity events of one reading: that it began, and how it ended.
 *
 * @param reading tells it from other readings
 * @param logTenant whose log they go to
 * @param actorId who reads
 * @param command how, for example {@code query}
 * @param selection of what
 * @param asked the filter in words
 */
public record AuditRead(
        String reading, String logTenant, String actorId, String command, Selection selection, Map<String, ?> asked) {
    /** The events' action. */
    public static final String ACTION = "audit_read";

    /** Of a longer filter the beginning is recorded, and its digest. */
    private static final int MAX_ASKED = 8_000;

    /** Before anything is read. */
    public ActivityEvent.Builder begun(Instant now) {
        Map<String, Object> metadata = metadata("begun");
        metadata.put("tenants", selection.tenants().isEmpty() ? "all" : selection.tenants());
        if (!selection.range().from().equals(TimeRange.ALL.from())) {
            metadata.put("from", selection.range().from().toString());
        }
        if (!selection.range().to().equals(TimeRange.ALL.to())) {
            metadata.put("to", selection.range().to().toString());
        }
        if (!asked.isEmpty()) {
            metadata.put("filter", bounded(JsonObject.of(asked).json()));
        }
        return event(metadata, now);
    }

    /** When it is over. */
    public ActivityEvent.Builder ended(ReadReport report, Instant now) {
        Map<String, Object> metadata = metadata("ended");
        metadata.put("objects", report.objects());
        metadata.put("eventsRead", report.events());
        metadata.put("eventsShown", report.matches());
        metadata.put("damages", report.damageCount());
        metadata.put("complete", report.complete());
        return event(metadata, now);
    }

    /** When it failed in the middle: how much was shown by then, nobody knows. */
    public ActivityEvent.Builder brokenOff(Instant now) {
        Map<String, Object> metadata = metadata("brokenOff");
        metadata.put("complete", false);
        return event(metadata, now);
    }

    private Map<String, Object> metadata(String stage) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("command", command);
        metadata.put("reading", reading);
        metadata.put("stage", stage);
        return metadata;
    }

    private Map<String, ?> bounded(String json) {
        return json.length() <= MAX_ASKED
                ? asked
                : Map.of(
                        "begins",
                        json.substring(0, json.offsetByCodePoints(0, MAX_ASKED / 2)),
                        "characters",
                        json.length(),
                        "sha256",
                        Sha256.of(json.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private ActivityEvent.Builder event(Map<String, Object> metadata, Instant now) {
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
