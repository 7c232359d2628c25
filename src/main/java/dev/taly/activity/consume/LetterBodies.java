package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.privacy.Protector;
import java.util.Optional;

/**
 * What of a refused message may go into its dead letter: all of it, unless the policy protects letters too, or the event was
 * refused because the person had not agreed to be logged. Safe for any number of threads.
 */
final class LetterBodies {
    private final Protector protector;

    LetterBodies(Protector protector) {
        this.protector = requireNonNull(protector, "protector is null");
    }

    SourceMessage protect(SourceMessage message, Rejection rejection) {
        boolean withoutConsent = rejection.code() == RejectionCode.CONSENT_MISSING;
        if (!withoutConsent && !protector.protectsDeadLetters()) {
            return message;
        }
        Optional<SnsEnvelope> envelope = SnsEnvelope.open(message.body());
        String text = envelope.map(SnsEnvelope::message).orElse(message.body());
        String safe = protector.protectBody(text, withoutConsent);
        return message.withBody(envelope.map(around -> wrapped(around, safe)).orElse(safe));
    }

    /** The least that still is an envelope: the rest of SNS's own says nothing about the event. */
    private static String wrapped(SnsEnvelope envelope, String message) {
        return new JsonText(message.length() + 128)
                .begin('{')
                .member("Type", "Notification")
                .member("MessageId", envelope.messageId())
                .member("TopicArn", "")
                .member("Message", message)
                .end('}')
                .toString();
    }
}
