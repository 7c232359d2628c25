package dev.taly.activity.deadletter;

import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.consume.SqsDeadLetters;
import dev.taly.activity.event.EventFields;
import java.util.Map;
import java.util.TreeMap;

/**
 * A letter on its way out of the dead.
 *
 * @param messageId the letter's, which names it in answers; SQS gives the message a new one
 * @param body to send
 * @param attributes to send with it, at most {@value #MOST_ATTRIBUTES}
 * @param groupId the tenant, for fair queues; empty for none
 */
public record Outgoing(String messageId, String body, Map<String, Attribute> attributes, String groupId) {
    private static final int MOST_ATTRIBUTES = 10;

    public Outgoing {
        attributes = Map.copyOf(attributes);
    }

    /**
     * To the consumer's queue: without the reasons, but with its first id, so that an event without an id of its own gets
     * the same as before.
     */
    static Outgoing toConsumer(Letter letter, String body) {
        return of(letter, body, false);
    }

    /** Back to the dead letters, as it was. */
    static Outgoing toDeadLetters(Letter letter) {
        return of(letter, letter.message().body(), true);
    }

    /** A message of our own to the consumer. */
    static Outgoing ofEvent(String id, String tenantId, String json) {
        return new Outgoing(id, json, Map.of(), tenantId);
    }

    private static Outgoing of(Letter letter, String body, boolean toDeadLetters) {
        // The event's id may hang on it, so it comes first; of the sender's own, nine at least have room.
        Map<String, Attribute> attributes = new TreeMap<>();
        attributes.put(SqsDeadLetters.MESSAGE_ID, Attribute.text(letter.firstId()));
        Map<String, Attribute> all = new TreeMap<>(letter.message().attributes());
        if (toDeadLetters) {
            all.forEach((name, value) -> {
                if (isReason(name)) {
                    attributes.putIfAbsent(name, value);
                }
            });
        }
        all.forEach((name, value) -> {
            if (!isReason(name) && attributes.size() < MOST_ATTRIBUTES) {
                attributes.put(name, value);
            }
        });
        String tenant = letter.glimpse().tenantId();
        return new Outgoing(letter.messageId(), body, attributes, EventFields.isTenantId(tenant) ? tenant : "");
    }

    private static boolean isReason(String attribute) {
        return attribute.startsWith(SqsDeadLetters.PREFIX) || Reason.OF_SNS.contains(attribute);
    }
}
