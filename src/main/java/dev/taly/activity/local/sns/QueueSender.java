package dev.taly.activity.local.sns;

import java.util.List;

/** Puts messages into queues. Safe for any number of threads. */
public interface QueueSender {
    /** The most messages in a batch. */
    int MAX_MESSAGES = 10;

    /**
     * Sends one batch.
     *
     * @param queueArn the queue
     * @param batch 1 to {@link #MAX_MESSAGES} messages
     * @return what became of each, in the same order. Never throws for a delivery problem
     */
    List<Sent> send(String queueArn, List<QueueMessage> batch);

    /** What became of one message. */
    sealed interface Sent {
        /** The queue has it. */
        record Taken() implements Sent {}

        /** The queue will never take it. */
        record Refused(String code, String why) implements Sent {}

        /** The queue does not have it, or that is not certain; it may be sent again. */
        record Failed(String why) implements Sent {}
    }
}
