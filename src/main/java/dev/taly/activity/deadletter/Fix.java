package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.consume.SnsEnvelope;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.Rejection;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Mends letters. What is proposed is checked as the consumer will; what is sent, is sent with the first id, after the
 * letter as it was is in the quarantine, and before it is deleted.
 */
public final class Fix {
    private final LetterSender consumer;
    private final Quarantine quarantine;
    private final EventCodec codec;
    private final Clock clock;

    /**
     * A fix that holds events to those rules.
     *
     * @param consumer sends to the consumer's queue
     */
    public Fix(LetterSender consumer, Quarantine quarantine, EventCodec codec, Clock clock) {
        this.consumer = requireNonNull(consumer, "consumer is null");
        this.quarantine = requireNonNull(quarantine, "quarantine is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What a change would make of a letter. */
    public sealed interface Proposal {
        /** The letter as it is. */
        Letter letter();

        /** An event that the consumer will take, unless it has other settings. */
        record Valid(Letter letter, String eventText) implements Proposal {}

        /** The consumer would reject it. */
        record Invalid(Letter letter, String eventText, Rejection rejection) implements Proposal {}

        /** The change does not fit that letter. */
        record Unfit(Letter letter, String why) implements Proposal {}
    }

    /** Tries the change; nothing is sent. */
    public Proposal propose(Letter letter, Amendment amendment) {
        String text;
        try {
            text = amendment.apply(letter.eventText());
        } catch (IllegalArgumentException e) {
            return new Proposal.Unfit(letter, String.valueOf(e.getMessage()));
        }
        Decoded decoded = codec.decode(text, clock.instant(), letter::eventId);
        return decoded instanceof Decoded.Rejected rejected
                ? new Proposal.Invalid(letter, text, rejected.rejection())
                : new Proposal.Valid(letter, text);
    }

    /**
     * Sends a valid proposal and deletes its letter.
     *
     * @param browse that has shown the letter
     * @return why it could not be sent; empty if it was. A letter that could not be deleted afterwards counts as sent: it
     *     is mended once more the next time, with the same event id
     * @throws dev.taly.activity.archive.ObjectStoreException if the letter could not be kept: then nothing is sent
     */
    public String send(Proposal.Valid proposal, Browse browse) {
        Letter letter = proposal.letter();
        quarantine.writeMended(letter);
        Map<String, String> failed =
                consumer.send(List.of(Outgoing.toConsumer(letter, body(letter, proposal.eventText()))));
        if (!failed.isEmpty()) {
            return failed.values().iterator().next();
        }
        browse.delete(List.of(letter.messageId()));
        return "";
    }

    /** SNS's envelope stays around the event: an event without an id has its id from there. */
    private static String body(Letter letter, String eventText) {
        String body = letter.message().body();
        if (SnsEnvelope.open(body).isEmpty()) {
            return eventText;
        }
        try {
            return ((ObjectNode) Amendment.JSON.readTree(body))
                    .put("Message", eventText)
                    .toString();
        } catch (JacksonException e) {
            throw new IllegalStateException("an envelope is JSON", e);
        }
    }
}
