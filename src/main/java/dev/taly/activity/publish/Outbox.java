package dev.taly.activity.publish;

import java.util.List;
import java.util.Optional;

/** Keeps accepted events until their end is known. Safe for any number of threads. */
interface Outbox {
    /** Takes an event over; why not, where it can't. It waits for no network and no longer than moments. */
    Optional<DropReason> offer(OutboundEvent event);

    /**
     * Takes a batch back.
     *
     * @param ended those of it that were delivered or dropped, which the ledger knows; the rest is tried again
     * @param answered whether the topic gave an answer to any
     */
    void back(List<Pending> batch, List<Pending> ended, boolean answered);

    /**
     * What was taken before this call leaves without lingering; waits until it is settled.
     *
     * @param patient whether to wait on if the thread is interrupted; its flag is kept in any case
     * @return how many of those events are still open when the time is over: 0 if all are settled
     */
    long settleAll(long timeoutNanos, boolean patient);

    /** How many events are accepted and open. */
    long open();

    /** What it takes on the disk. */
    long diskBytes();

    /**
     * Takes nothing more, and gives what is there that time to be settled.
     *
     * @return what was not, and is kept nowhere: the caller must tell the ledger
     */
    List<DroppedEvent> close(long timeoutNanos);
}
