package dev.taly.activity.consume;

import java.time.Instant;
import java.util.Map;

/** Messages for tests. */
final class Messages {
    static final Instant NOW = Instant.parse("2024-03-28T12:45:33.120Z");
    static final Instant SENT_AT = Instant.parse("2024-03-28T12:45:30.007Z");

    private Messages() {}

    /** A valid event of that tenant, with the message's id as its own. */
    static SourceMessage event(String messageId, String tenantId) {
        return message(messageId, eventJson(messageId, tenantId, "2024-03-28T10:00:00Z"));
    }

    static SourceMessage event(String messageId, String tenantId, String timestamp) {
        return message(messageId, eventJson(messageId, tenantId, timestamp));
    }

    static SourceMessage message(String messageId, String body) {
        return new SourceMessage(messageId, body, SENT_AT, Map.of());
    }

    static String eventJson(String id, String tenantId, String timestamp) {
        return "{\"id\":\"" + id + "\",\"tenantId\":\"" + tenantId
                + "\",\"actorId\":\"u-1\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\""
                + timestamp
                + "\"}";
    }
}
