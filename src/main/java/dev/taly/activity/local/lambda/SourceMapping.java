package dev.taly.activity.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How events get from the topic to the function: what the subscription, the queue, the event source mapping and the function
 * say about it, checked as Lambda and SQS check it when it is deployed (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html">parameters</a>). Immutable.
 *
 * @param rawDelivery whether the queue gets an event as it was published, and not in SNS's envelope
 * @param visibilityTimeout how long a received message is hidden from other receivers; at least the function's timeout, else
 *     Lambda refuses the mapping
 * @param maxReceiveCount how often a message is received before the queue moves it to the dead letters, from 1
 * @param batchSize the most messages of one invocation, 1 to 10,000; above 10 only with a window of at least 1 s
 * @param window how long a message waits for a batch to fill, 0 to 300 s
 * @param maximumConcurrency how many invocations run at once at most, from 2
 * @param reportBatchItemFailures whether the function's answer says which messages failed; else all of them are deleted
 *     unless it throws
 * @param functionTimeout how long an invocation may take, 1 to 900 s
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
        require(maxReceiveCount >= 1, "maxReceiveCount must be at least 1");
        require(batchSize >= 1 && batchSize <= 10_000, "batchSize must be 1 to 10000");
        require(!window.isNegative() && window.toSeconds() <= 300, "window must be 0 to 300 s");
        require(
                batchSize <= MessageSource.MAX_RECEIVE || window.toSeconds() >= 1,
                "a batchSize above 10 needs a window of at least 1 s");
        require(maximumConcurrency >= 2, "maximumConcurrency must be at least 2");
        require(
                functionTimeout.toSeconds() >= 1 && functionTimeout.toSeconds() <= 900,
                "functionTimeout must be 1 to 900 s");
        require(
                visibilityTimeout.compareTo(functionTimeout) >= 0,
                "visibilityTimeout must not be shorter than functionTimeout");
    }

    /** The same, but no message waits longer than that for a batch to fill. */
    public SourceMapping waitingAtMost(Duration longest) {
        return new SourceMapping(
                rawDelivery,
                visibilityTimeout,
                maxReceiveCount,
                batchSize,
                window.compareTo(longest) > 0 ? longest : window,
                maximumConcurrency,
                reportBatchItemFailures,
                functionTimeout);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
