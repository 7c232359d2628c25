package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

/**
 * The right to delete or release a letter that was received.
 *
 * @param messageId the letter's
 * @param handle SQS's receipt handle; a later receive makes an earlier one void
 */
public record Receipt(String messageId, String handle) {
    public Receipt {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(handle, "handle is null");
    }
}
