package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.StoredEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a message into the event to store, or into the reason why there is none: raw deliveries, SNS envelopes and direct
 * messages alike. The same message always gives the same line, so a redelivery adds a duplicate and never a second
 * version. Safe for any number of threads.
 */
final class MessageReader {
    private final EventCodec codec;
    private final Clock clock;

    MessageReader(EventCodec codec, Clock clock) {
        this.codec = requireNonNull(codec, "codec is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What a message holds. */
    sealed interface Read {
        record Event(StoredEvent event) implements Read {}

        record Invalid(Rejection rejection) implements Read {}
    }

    Read read(SourceMessage message) {
        // The queue's own time, not ours: it is the same at each redelivery.
        Instant sentAt = message.sentAt();
        Instant receivedAt = sentAt != null ? sentAt : clock.instant();
        Optional<SnsEnvelope> envelope = SnsEnvelope.open(message.body());
        String text = envelope.map(SnsEnvelope::message).orElse(message.body());
        Decoded decoded = codec.decode(text, receivedAt, () -> message.derivedEventId(envelope));
        if (decoded instanceof Decoded.Rejected rejected) {
            return new Read.Invalid(rejected.rejection());
        }
        return new Read.Event(new StoredEvent(((Decoded.Accepted) decoded).event(), receivedAt, null));
    }
}
