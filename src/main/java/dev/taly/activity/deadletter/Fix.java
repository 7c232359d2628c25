package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.SnsEnvelope;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.Rejection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Mends letters. What is proposed is checked as the consumer will. Letters are first kept as they are, then sent with their
 * first ids, then deleted, and at last it is noted that they went on.
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

    /**
     * What a fix did.
     *
     * @param sent letters that the consumer's queue took
     * @param failures why letters could not be sent, and how many for each reason; they stay as they were
     * @param problem why it could not go on; empty if it could
     */
    public record Result(long sent, Map<String, Long> failures, String problem) {
        public Result {
            failures = Map.copyOf(failures);
        }
    }

    /** Tries the change; nothing is sent. An event that has an id keeps it, or the change does not fit. */
    public Proposal propose(Letter letter, Amendment amendment) {
        String text;
        try {
            text = amendment.apply(letter.eventText());
        } catch (IllegalArgumentException e) {
            return new Proposal.Unfit(letter, String.valueOf(e.getMessage()));
        }
        Decoded decoded = codec.decode(text, clock.instant(), letter::eventId);
        if (decoded instanceof Decoded.Rejected rejected) {
            return new Proposal.Invalid(letter, text, rejected.rejection());
        }
        String id = letter.glimpse().id();
        if (!id.isEmpty() && !id.equals(Glimpse.of(text).id()) && isValid(id)) {
            return new Proposal.Unfit(letter, "the event's id must stay, for by it duplicates are known");
        }
        return new Proposal.Valid(letter, text);
    }

    /**
     * Sends valid proposals and deletes their letters. A letter that was sent and could not be deleted is mended once more
     * the next time, with the same event id.
     *
     * @param browse that has shown the letters
     * @param progress hears how many were sent
     * @param stop looked at between any two letters
     */
    public Result send(List<Proposal.Valid> proposals, Browse browse, LongConsumer progress, BooleanSupplier stop) {
        Map<String, Long> failures = new TreeMap<>();
        List<Letter> sent = new ArrayList<>();
        try {
            quarantine.write(proposals.stream().map(Proposal.Valid::letter).toList());
            for (Proposal.Valid proposal : proposals) {
                if (stop.getAsBoolean()) {
                    break;
                }
                String problem = send(proposal, browse);
                if (problem.isEmpty()) {
                    sent.add(proposal.letter());
                    progress.accept(sent.size());
                } else {
                    failures.merge(problem, 1L, Long::sum);
                }
            }
            quarantine.writeMended(sent);
            return new Result(sent.size(), failures, "");
        } catch (ObjectStoreException e) {
            return new Result(sent.size(), failures, String.valueOf(e.getMessage()));
        }
    }

    /** Why it was not sent; empty if it was. */
    private String send(Proposal.Valid proposal, Browse browse) {
        Letter letter = proposal.letter();
        Set<String> own = Set.of(letter.messageId());
        // Somebody may have thought about it for longer than it was held.
        if (browse.renew(own).isEmpty()) {
            return "it was held for too long, and somebody else may have it now";
        }
        Map<String, String> failed =
                consumer.send(List.of(Outgoing.toConsumer(letter, body(letter, proposal.eventText()))));
        if (!failed.isEmpty()) {
            return failed.values().iterator().next();
        }
        browse.delete(own);
        return "";
    }

    private static boolean isValid(String id) {
        return id.matches("[A-Za-z0-9_.:-]{1,128}");
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
