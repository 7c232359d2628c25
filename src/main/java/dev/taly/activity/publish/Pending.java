package dev.taly.activity.publish;

/** An accepted event whose end is open. Its {@link Buffer}'s lock guards what changes. */
final class Pending {
    private final OutboundEvent event;
    private final long number;
    private final long acceptedAt;
    /** Failed tries since the waits last started over. */
    int tries;
    /** When the next try is due, on the same scale as {@link #acceptedAt}; only after a failed one. */
    long due;
    /** Whether somebody has taken it on himself to settle it: delivered or dropped, once. */
    boolean claimed;

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
}
