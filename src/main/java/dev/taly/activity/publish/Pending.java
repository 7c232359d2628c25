package dev.taly.activity.publish;

import java.util.concurrent.atomic.AtomicBoolean;

/** An accepted event whose end is open. Anybody may claim it; its {@link Buffer}'s lock guards what else changes. */
final class Pending {
    private final OutboundEvent event;
    private final long number;
    private final long acceptedAt;
    private final int bytes;
    private final AtomicBoolean claimed = new AtomicBoolean();
    /** Failed tries since the waits last started over. */
    int tries;
    /** When the next try is due, on the same scale as {@link #acceptedAt}; only after a failed one. */
    long due;

    /**
     * An event just accepted.
     *
     * @param number counts what the buffer ever took in, from 1
     * @param acceptedAt in nanoseconds of a clock that only moves forward
     */
    Pending(OutboundEvent event, long number, long acceptedAt) {
        this.event = event;
        this.number = number;
        this.acceptedAt = acceptedAt;
        this.bytes = event.bytes();
    }

    OutboundEvent event() {
        return event;
    }

    long number() {
        return number;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    /** As {@link OutboundEvent#bytes}. */
    int bytes() {
        return bytes;
    }

    /** Whether its end was open until now; then the caller must tell the ledger how it ended. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean isClaimed() {
        return claimed.get();
    }
}
