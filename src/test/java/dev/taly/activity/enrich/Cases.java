package dev.taly.activity.enrich;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import java.time.Instant;
import java.util.Map;

/** Events to find something out about. */
final class Cases {
    private Cases() {}

    /** Complete, as the consumer has it. */
    static ActivityEvent.Builder event() {
        return ActivityEvent.builder()
                .id("e1")
                .tenantId("acme")
                .actorId("user-1")
                .action("appointment_cancelled")
                .resource("appointment")
                .timestamp(Instant.parse("2024-03-28T12:45:30Z"))
                .level(Level.INFO);
    }

    static ActivityEvent withRole(String role) {
        return event().metadata(Map.of("role", role)).build();
    }

    static JsonObject json(String text) {
        return JsonObject.parse(text.replace('\'', '"'));
    }
}
