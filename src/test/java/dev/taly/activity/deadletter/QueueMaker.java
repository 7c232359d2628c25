package dev.taly.activity.deadletter;

import dev.taly.activity.app.AwsClients;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes queues on an emulator. */
final class QueueMaker implements AutoCloseable {
    private final SqsClient sqs;

    QueueMaker(URI endpoint, String region) {
        this.sqs = AwsClients.ofEmulator(endpoint, region).sqs();
    }

    SqsClient sqs() {
        return sqs;
    }

    LetterQueueContractTest.Ends emptyQueue() {
        String url = make(Map.of());
        return new LetterQueueContractTest.Ends(new SqsLetterQueue(sqs, url), new SqsLetterSender(sqs, url));
    }

    /** The URL of a new queue. */
    String make(Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(
                        create -> create.queueName("q-" + UUID.randomUUID()).attributes(attributes))
                .queueUrl();
    }

    String arn(String url) {
        return sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }

    @Override
    public void close() {
        sqs.close();
    }
}
