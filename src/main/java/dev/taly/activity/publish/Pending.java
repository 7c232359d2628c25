package dev.taly.activity.publish;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An accepted event whose end is open. Anybody may claim it; its {@link Buffer}'s lock guards what else changes. */
final class Pending {
    private final OutboundEvent event;
    private final @Nullable SpoolRecord record;
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
     * @param record where it is on the disk, if it is
     * @param number counts what the buffer ever took in, from 1
     * @param acceptedAt in nanoseconds of a clock that only moves forward
     */
    Pending(OutboundEvent event, @Nullable SpoolRecord record, long number, long acceptedAt) {
        this.event = event;
        this.record = record;
        this.number = number;
        this.acceptedAt = acceptedAt;
        this.bytes = event.bytes();
    }

    OutboundEvent event() {
        return event;
    }

    /** Where it is on the disk; null where it is in memory alone. */
    @Nullable
    SpoolRecord record() {
        return record;
    }

    /** Whether it is given up some day. What is on the disk can wait for as long as an outage lasts. */
    boolean mayExpire() {
        return record == null;
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
