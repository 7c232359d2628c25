package dev.taly.activity.audit.stats;

import dev.taly.activity.audit.BadLineException;
import dev.taly.activity.audit.StoredLine;
import java.nio.charset.StandardCharsets;

/** Stored lines to count. */
final class Lines {
    private Lines() {}

    static StoredLine line(String time, String tenant, String actor, String action, String level, String outcome) {
        return parse("{\"id\":\"1\",\"tenantId\":\"%s\",\"actorId\":\"%s\",\"action\":\"%s\",\"resource\":\"session\","
                        .formatted(tenant, actor, action)
                + "\"timestamp\":\"%s\",\"level\":\"%s\",\"outcome\":\"%s\"}".formatted(time, level, outcome));
    }

    static StoredLine at(String time) {
        return line(time, "acme", "u1", "user_login", "info", "success");
    }

    static StoredLine by(String tenant, String actor) {
        return line("2024-03-28T12:00:00Z", tenant, actor, "user_login", "info", "success");
    }

    static StoredLine parse(String json) {
        try {
            return StoredLine.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (BadLineException e) {
            throw new AssertionError(json, e);
        }
    }
}
