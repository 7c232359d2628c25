package dev.taly.activity.local.sns;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A published message, checked.
 *
 * @param id SNS's id of it
 * @param body what a queue is to get
 */
record Message(
        String id,
        String body,
        Optional<String> subject,
        Map<String, MessageAttribute> attributes,
        Optional<String> groupId) {
    /** The most bytes of a message with its attributes, and of all messages of a batch. */
    static final int MAX_BYTES = 256 * 1024;

    /** The bytes that count towards the limit: the message as published, all structures included, and the attributes. */
    static int size(String published, Map<String, MessageAttribute> attributes) {
        return published.getBytes(StandardCharsets.UTF_8).length + MessageAttributes.size(attributes);
    }
}
