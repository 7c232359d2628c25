package dev.taly.activity.local.sns;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A message as a queue gets it.
 *
 * @param attributes at most 10, by name
 * @param groupId the message group, which a standard queue takes too, for fairness between tenants
 */
public record QueueMessage(String body, Map<String, MessageAttribute> attributes, Optional<String> groupId) {
    /**
     * None is null.
     *
     * @throws NullPointerException if one is
     */
    public QueueMessage {
        requireNonNull(body, "body is null");
        attributes = Map.copyOf(attributes);
        requireNonNull(groupId, "groupId is null");
    }
}
