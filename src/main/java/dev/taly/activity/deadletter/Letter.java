package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.SnsEnvelope;
import dev.taly.activity.consume.SourceMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A dead letter.
 *
 * @param message with its body as the first queue had it, and all its attributes
 * @param reason why it is here
 * @param glimpse what its body says of id, tenant and action
 * @param sentAt when SQS took it; for a redriven one, that was into the first queue
 * @param receives how often it was received since; for a redriven one, tries of the consumer included
 */
public record Letter(SourceMessage message, Reason reason, Glimpse glimpse, Instant sentAt, int receives) {
    public Letter {
        requireNonNull(message, "message is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(glimpse, "glimpse is null");
        requireNonNull(sentAt, "sentAt is null");
    }

    /** A letter of that message, with what can be read from it. */
    public static Letter of(SourceMessage message, Instant sentAt, int receives) {
        return new Letter(
                message, Reason.of(message.attributes()), Glimpse.of(eventText(message.body())), sentAt, receives);
    }

    /** SQS's id of it in this queue. */
    public String messageId() {
        return message.messageId();
    }

    /** SQS's id of it in the first queue, which it keeps over replays. */
    public String firstId() {
        return message.firstId();
    }

    /** The event's text: the body, or what SNS wrapped in it. */
    public String eventText() {
        return eventText(message.body());
    }

    /** The id that its event has, or gets when it is stored. */
    public String eventId() {
        return glimpse.id().isEmpty() ? message.derivedEventId(SnsEnvelope.open(message.body())) : glimpse.id();
    }

    /** The UTC day of {@link #sentAt}. */
    public LocalDate date() {
        return LocalDate.ofInstant(sentAt, ZoneOffset.UTC);
    }

    private static String eventText(String body) {
        return SnsEnvelope.open(body).map(SnsEnvelope::message).orElse(body);
    }
}
