package dev.taly.activity.app;

import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How much is in a queue, as far as it knows.
 *
 * @param waiting messages that anybody may have
 * @param held messages that somebody has and has not deleted
 */
public record QueueDepth(long waiting, long held) {
    /**
     * Of that queue.
     *
     * @throws RuntimeException if it does not say so
     */
    public static QueueDepth read(SqsClient sqs, String queueUrl) {
        Map<QueueAttributeName, String> said = sqs.getQueueAttributes(get -> get.queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return new QueueDepth(
                number(said, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(said, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    /**
     * The messages that wait in it, and those that somebody holds.
     *
     * @throws RuntimeException if it does not say so
     */
    public static long of(SqsClient sqs, String queueUrl) {
        return read(sqs, queueUrl).all();
    }

    /** All together. */
    public long all() {
        return waiting + held;
    }

    private static long number(Map<QueueAttributeName, String> said, QueueAttributeName name) {
        return Long.parseLong(said.getOrDefault(name, ""));
    }
}
