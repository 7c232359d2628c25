package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * An event that says nothing but that it came through.
 *
 * @param id of the event
 * @param tenantId whose log it goes to
 * @param actorId who asked for it
 * @param stack through which
 * @param sentAt by this machine's clock
 */
record Canary(String id, String tenantId, String actorId, String stack, Instant sentAt) {
    /** The event's action. */
    static final String ACTION = "doctor_canary";

    Canary {
        sentAt = sentAt.truncatedTo(ChronoUnit.MILLIS);
    }

    ActivityEvent.Builder event() {
        return ActivityEvent.builder()
                .id(id)
                .tenantId(tenantId)
                .actorId(actorId)
                .action(ACTION)
                .resource("activity_stack")
                .resourceId(stack)
                .timestamp(EventTime.of(sentAt))
                // Whoever asks for it agrees to be in the log; a stack may refuse events of others.
                .consent(true)
                .metadata(Map.of("sentBy", "activity doctor"));
    }

    /** Where it is to be stored. */
    Partition partition() {
        return new Partition(tenantId, sentAt.atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
