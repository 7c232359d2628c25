package dev.taly.activity.deadletter;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A dead letter queue, as SQS has it: letters come in no order, and one that is received is hidden from others for a while.
 * Safe for any number of threads. Every method throws {@link LetterQueueException} where the queue can't be reached or
 * refuses.
 */
public interface LetterQueue {
    /**
     * Receives some letters and hides them. It may wait for a second, and be empty though letters
     * are there: see {@link #depth}.
     *
     * @param hold for how long they are hidden, 1 s to 12 h
     */
    List<HeldLetter> take(Duration hold);

    /**
     * Hides letters for longer.
     *
     * @param hold from now on, 1 s to 12 h
     * @return the message ids of those that are held by these receipts still
     */
    Set<String> renew(Collection<Receipt> receipts, Duration hold);

    /** Lets others see those letters at once. What can't be released is seen when its time is over. */
    void release(Collection<Receipt> receipts);

    /**
     * Deletes those letters.
     *
     * @return the message ids that SQS says are deleted. With a receipt whose hold is over it may say so and not delete: see
     *     {@link #renew}
     */
    Set<String> delete(Collection<Receipt> receipts);

    /** About how many letters there are. */
    Depth depth();

    /**
     * About how many letters there are: SQS counts them over many machines and with a delay.
     *
     * @param waiting can be taken
     * @param held hidden for a while, by us or by others
     */
    record Depth(long waiting, long held) {}
}
