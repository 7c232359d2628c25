package dev.taly.activity;

import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queues that get what a topic gets. */
public final class TopicQueues {
    private TopicQueues() {}

    /** A queue of that name, subscribed with raw delivery; its URL. */
    public static String subscribed(SnsClient sns, SqsClient sqs, String topicArn, String name) {
        String url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
        String arn = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sns.subscribe(subscribe -> subscribe
                .topicArn(topicArn)
                .protocol("sqs")
                .endpoint(arn)
                .attributes(Map.of("RawMessageDelivery", "true")));
        return url;
    }
}
