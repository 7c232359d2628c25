package dev.taly.activity.consume;

import java.util.Collection;

/** Takes a batch of messages and says what became of each. Safe for any number of threads. */
@FunctionalInterface
public interface MessageConsumer {
    /**
     * Works on one batch.
     *
     * @param batchId this try's id, as {@link dev.taly.activity.archive.Receipt} wants it
     * @param messages in any order; one that stands there twice is worked on once
     * @param timeLeft until the answer is due
     * @return an outcome for every message id
     */
    BatchResult consume(String batchId, Collection<SourceMessage> messages, TimeLeft timeLeft);
}
