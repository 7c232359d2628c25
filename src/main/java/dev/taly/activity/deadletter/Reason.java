package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.consume.SqsDeadLetters;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a letter is dead. Anybody who may send to the queue can write the attributes that this is read from, so the texts are
 * foreign.
 *
 * @param source who put it there
 * @param code a {@link dev.taly.activity.event.RejectionCode}'s wire form; {@code redriven} or {@code undelivered} where
 *     nobody rejected it. Not only the codes of this version
 * @param pointer a JSON Pointer into the event; empty for the whole
 * @param message one sentence
 * @param at when it was rejected; null where nobody did, or did not say
 */
public record Reason(
        Source source,
        String code,
        String pointer,
        String message,
        @Nullable Instant at) {
    /** <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html">SNS's</a> attributes. */
    static final Set<String> OF_SNS = Set.of("RequestID", "ErrorCode", "ErrorMessage");

    private static final String WHOLE = "#";

    /** Who put a letter into the queue. */
    public enum Source {
        /** The consumer: it can never be an event as it is. */
        REJECTED,
        /** SQS: the consumer failed with it too often. */
        REDRIVEN,
        /** SNS: it never reached the consumer's queue. */
        UNDELIVERED;

        /** The name in filters and reports, for example {@code redriven}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Reason {
        requireNonNull(source, "source is null");
        requireNonNull(code, "code is null");
        requireNonNull(pointer, "pointer is null");
        requireNonNull(message, "message is null");
    }

    /** Reads it from a letter's attributes. */
    static Reason of(Map<String, Attribute> attributes) {
        if (attributes.containsKey(SqsDeadLetters.CODE)) {
            String pointer = text(attributes, SqsDeadLetters.POINTER);
            return new Reason(
                    Source.REJECTED,
                    text(attributes, SqsDeadLetters.CODE),
                    pointer.equals(WHOLE) ? "" : pointer,
                    text(attributes, SqsDeadLetters.MESSAGE),
                    time(text(attributes, SqsDeadLetters.AT)));
        }
        if (attributes.containsKey("ErrorCode") && attributes.containsKey("RequestID")) {
            return nobody(
                    Source.UNDELIVERED,
                    "SNS could not deliver it: " + text(attributes, "ErrorCode") + " "
                            + text(attributes, "ErrorMessage"));
        }
        return nobody(Source.REDRIVEN, "The consumer failed with it too often, so SQS moved it.");
    }

    private static Reason nobody(Source source, String message) {
        return new Reason(source, source.wire(), "", message.strip(), null);
    }

    private static String text(Map<String, Attribute> attributes, String name) {
        Attribute attribute = attributes.get(name);
        return attribute == null ? "" : attribute.value();
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
