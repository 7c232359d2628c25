package dev.taly.activity.deadletter;

import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Messages of a dead letter queue, all of them at a fixed time. */
final class Letters {
    static final Instant NOW = Instant.parse("2024-03-28T12:00:00Z");

    private Letters() {}

    /** One that the consumer rejected, three hours ago. */
    static SourceMessage rejected(String id, String code, String pointer, String body) {
        return new SourceMessage(id, body, NOW.minus(Duration.ofHours(3)), reasons("first-" + id, code, pointer));
    }

    /** One that SQS moved, sent so long ago. */
    static SourceMessage redriven(String id, Duration age, String body) {
        return new SourceMessage(id, body, NOW.minus(age), Map.of("own", Attribute.text("kept")));
    }

    static SourceMessage redriven(String id, String tenantId) {
        return redriven(id, Duration.ofHours(2), event("event-" + id, tenantId));
    }

    static String event(String id, String tenantId) {
        return "{\"id\":\"" + id + "\",\"tenantId\":\"" + tenantId
                + "\",\"actorId\":\"u-1\",\"action\":\"user_login\",\"resource\":\"session\","
                + "\"timestamp\":\"2024-03-28T10:00:00Z\"}";
    }

    static Letter letter(SourceMessage message) {
        Instant sentAt = message.sentAt();
        return Letter.of(message, sentAt == null ? NOW : sentAt, 1);
    }

    static Map<String, Attribute> reasons(String firstId, String code, String pointer) {
        Map<String, Attribute> reasons = new HashMap<>();
        reasons.put("rejection.code", Attribute.text(code));
        reasons.put("rejection.pointer", Attribute.text(pointer));
        reasons.put("rejection.message", Attribute.text("It is wrong."));
        reasons.put("rejection.messageId", Attribute.text(firstId));
        reasons.put("rejection.at", Attribute.text("2024-03-28T09:00:00Z"));
        return reasons;
    }
}
