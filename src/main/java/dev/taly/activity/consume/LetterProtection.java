package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.privacy.Protector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a refused message may go into its dead letter: all of it, unless the policy protects letters too, or events
 * without consent are refused and it has none. Then the body, the sender's attributes and the names in the pointer are
 * protected. Safe for any number of threads.
 */
public final class LetterProtection {
    private final Protector protector;

    /** By that protector's policy. */
    public LetterProtection(Protector protector) {
        this.protector = requireNonNull(protector, "protector is null");
    }

    DeadLetter protect(DeadLetter letter) {
        SourceMessage message = letter.message();
        if (!isDue(message)) {
            return letter;
        }
        Rejection why = letter.rejection();
        String pointer = protector.protectBody(why.pointer(), false);
        return new DeadLetter(protect(message), new Rejection(why.code(), pointer, why.message()), letter.at());
    }

    /**
     * What may be kept of a message that was refused, or that failed too often.
     *
     * @throws RuntimeException where the keys of pseudonyms can't be had: then nothing may be kept
     */
    public SourceMessage protect(SourceMessage message) {
        if (!isDue(message)) {
            return message;
        }
        boolean withoutConsent = protector.lacksConsent(text(message.body()));
        return new SourceMessage(
                message.messageId(),
                body(message.body(), withoutConsent),
                message.sentAt(),
                attributes(message.attributes(), withoutConsent));
    }

    private boolean isDue(SourceMessage message) {
        return protector.protectsDeadLetters() || protector.lacksConsent(text(message.body()));
    }

    private String body(String body, boolean withoutConsent) {
        Optional<SnsEnvelope> envelope = SnsEnvelope.open(body);
        String text = envelope.map(SnsEnvelope::message).orElse(body);
        String safe = protector.protectBody(text, withoutConsent);
        return envelope.map(around -> wrapped(around, safe)).orElse(safe);
    }

    private static String text(String body) {
        return SnsEnvelope.open(body).map(SnsEnvelope::message).orElse(body);
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
