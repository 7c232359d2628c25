package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.privacy.Protector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a refused message may go into its dead letter: all of it, unless the policy protects letters too, or the event was
 * refused because the person had not agreed to be logged. Then the body, the sender's attributes and the names in the pointer
 * are protected. Safe for any number of threads.
 */
final class LetterProtection {
    private final Protector protector;

    LetterProtection(Protector protector) {
        this.protector = requireNonNull(protector, "protector is null");
    }

    DeadLetter protect(DeadLetter letter) {
        boolean withoutConsent = letter.rejection().code() == RejectionCode.CONSENT_MISSING;
        if (!withoutConsent && !protector.protectsDeadLetters()) {
            return letter;
        }
        SourceMessage message = letter.message();
        SourceMessage safe = new SourceMessage(
                message.messageId(),
                body(message.body(), withoutConsent),
                message.sentAt(),
                attributes(message.attributes(), withoutConsent));
        Rejection why = letter.rejection();
        String pointer = protector.protectBody(why.pointer(), withoutConsent);
        return new DeadLetter(safe, new Rejection(why.code(), pointer, why.message()), letter.at());
    }

    private String body(String body, boolean withoutConsent) {
        Optional<SnsEnvelope> envelope = SnsEnvelope.open(body);
        String text = envelope.map(SnsEnvelope::message).orElse(body);
        String safe = protector.protectBody(text, withoutConsent);
        return envelope.map(around -> wrapped(around, safe)).orElse(safe);
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

    /** Bytes are left out: nobody can say what is in them. */
    private Map<String, Attribute> attributes(Map<String, Attribute> attributes, boolean withoutConsent) {
        Map<String, Attribute> safe = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> {
            if (!attribute.isBinary()) {
                String value = protector.protectBody(attribute.value(), withoutConsent);
                safe.put(name, value.equals(attribute.value()) ? attribute : Attribute.text(value));
            }
        });
        return safe;
    }
}
