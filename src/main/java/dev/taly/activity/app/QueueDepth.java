package dev.taly.activity.app;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How much is in a queue, as far as it knows. */
public final class QueueDepth {
    private QueueDepth() {}

    /** The messages that wait in it, and those that somebody holds. */
    public static long of(SqsClient sqs, String queueUrl) {
        return sqs
                .getQueueAttributes(get -> get.queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToLong(Long::parseLong)
                .sum();
    }
}
