package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How events get from the topic to the function: what the subscription, the queue, the event source mapping and the function
 * say about it. Immutable.
 *
 * @param rawDelivery whether the queue gets an event as it was published, and not in SNS's envelope
 * @param visibilityTimeout how long a received message is hidden from other receivers; at least the function's timeout, else
 *     Lambda refuses the mapping
 * @param maxReceiveCount how often a message is received before the queue moves it to the dead letters, from 1
 * @param batchSize the most messages of one invocation, from 1
 * @param window how long a message waits for a batch to fill, from 0
 * @param maximumConcurrency how many invocations run at once at most, from 1
 * @param reportBatchItemFailures whether the function's answer says which messages failed; else all of them are deleted
 *     unless it throws
 * @param functionTimeout how long an invocation may take
 */
public record SourceMapping(
        boolean rawDelivery,
        Duration visibilityTimeout,
        int maxReceiveCount,
        int batchSize,
        Duration window,
        int maximumConcurrency,
        boolean reportBatchItemFailures,
        Duration functionTimeout) {
    public SourceMapping {
        requireNonNull(visibilityTimeout, "visibilityTimeout is null");
        requireNonNull(window, "window is null");
        requireNonNull(functionTimeout, "functionTimeout is null");
        require(maxReceiveCount >= 1, "maxReceiveCount is below 1");
        require(batchSize >= 1, "batchSize is below 1");
        require(maximumConcurrency >= 1, "maximumConcurrency is below 1");
        require(!window.isNegative(), "window is negative");
        require(functionTimeout.compareTo(Duration.ZERO) > 0, "functionTimeout is not positive");
        require(
                visibilityTimeout.compareTo(functionTimeout) >= 0,
                "visibilityTimeout is below functionTimeout: Lambda refuses such a mapping");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
