package dev.taly.activity.watch.alert;

import dev.taly.activity.audit.BadLineException;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.config.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Stored lines and rules for tests. */
final class Events {
    private Events() {}

    /** @param more further members, each with a comma before it */
    static StoredLine event(String id, String actor, Instant time, String action, String more) {
        return line("{\"id\":\"" + id + "\",\"tenantId\":\"acme\",\"actorId\":\"" + actor + "\",\"action\":\"" + action
                + "\",\"resource\":\"session\",\"timestamp\":\"" + time + "\"" + more + "}");
    }

    static StoredLine failedLogin(String id, String actor, String ip, Instant time) {
        return event(
                id,
                actor,
                time,
                "user_login",
                ",\"level\":\"warn\",\"outcome\":\"failure\",\"ipAddress\":\"" + ip + "\"");
    }

    static StoredLine login(String id, String actor, Instant time, double latitude, double longitude, String city) {
        return event(
                id,
                actor,
                time,
                "user_login",
                ",\"outcome\":\"success\",\"enrichment\":{\"geo\":{\"city\":\"" + city
                        + "\",\"country\":\"XX\",\"latitude\":" + latitude + ",\"longitude\":" + longitude + "}}");
    }

    static StoredLine line(String json) {
        try {
            return StoredLine.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (BadLineException e) {
            throw new AssertionError(json, e);
        }
    }

    /** A file of one rule. */
    static AlertRules rules(String rule) {
        return AlertRules.of(
                ConfigFile.parse("alerts.yaml", "version: \"1\"\nrules:\n  - " + rule.replace("\n", "\n    ")));
    }
}
