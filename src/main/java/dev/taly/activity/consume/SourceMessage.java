package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as the queue delivered it.
 *
 * @param messageId the queue's id of it; a redelivery has the same
 * @param body exactly as received: an event, or an SNS envelope around one
 * @param sentAt when the queue took it; null where the queue didn't say
 * @param attributes the sender's attributes
 */
public record SourceMessage(
        String messageId, String body, @Nullable Instant sentAt, Map<String, Attribute> attributes) {
    private static final Pattern EVENT_ID_PART = Pattern.compile("[A-Za-z0-9_.:-]{1,124}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    public SourceMessage {
        requireNonNull(messageId, "messageId is null");
        requireNonNull(body, "body is null");
        attributes = Map.copyOf(attributes);
    }

    /**
     * The id under which the queue first had it: a replayed dead letter comes with a new one, and carries its first.
     */
    public String firstId() {
        Attribute first = attributes.get(SqsDeadLetters.MESSAGE_ID);
        return first != null && ID.matcher(first.value()).matches() ? first.value() : messageId;
    }

    /**
     * The id of an event that has none of its own: made from SNS's id of the message, or from the queue's first where it
     * came without SNS's. A redelivery or a replay gets the same.
     *
     * @param envelope SNS's around the event, where there is one
     */
    public String derivedEventId(Optional<SnsEnvelope> envelope) {
        return envelope.map(SnsEnvelope::messageId)
                .filter(id -> EVENT_ID_PART.matcher(id).matches())
                .map(id -> "sns-" + id)
                .orElseGet(() -> "sqs-" + firstId());
    }

    /**
     * A message attribute (<a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">SQS</a>).
     *
     * @param dataType {@code String}, {@code Number} or {@code Binary}, with an optional label after a point
     * @param value the text, or the Base64 of a {@code Binary}
     */
    public record Attribute(String dataType, String value) {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException if the value of a {@code Binary} is no Base64
         */
        public Attribute {
            requireNonNull(value, "value is null");
            if (dataType.startsWith(BINARY)) {
                Base64.getDecoder().decode(value);
            }
        }

        private static final String BINARY = "Binary";

        /** A text. */
        public static Attribute text(String value) {
            return new Attribute("String", value);
        }

        /** Whether {@code value} is the Base64 of bytes. */
        public boolean isBinary() {
            return dataType.startsWith(BINARY);
        }
    }
}
