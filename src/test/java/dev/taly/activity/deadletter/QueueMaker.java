package dev.taly.activity.deadletter;

import dev.taly.activity.app.AwsClients;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes queues on an emulator. */
final class QueueMaker implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final SqsClient sqs;

    QueueMaker(URI endpoint, String region) {
        this.sqs = AwsClients.ofEmulator(endpoint, region).sqs();
    }

    SqsClient sqs() {
        return sqs;
    }

    LetterQueueContractTest.Ends emptyQueue() {
        String url = make(Map.of());
        return new LetterQueueContractTest.Ends(queue(url), new SqsLetterSender(sqs, url));
    }

    LetterQueue queue(String url) {
        return new SqsLetterQueue(sqs, url, threads, 2);
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
        threads.shutdown();
        sqs.close();
    }
}
