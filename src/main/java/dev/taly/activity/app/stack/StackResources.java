package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.local.lambda.SourceMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Topics, queue, dead letter queue and buckets on an emulator.
 *
 * @param endpoints where they are
 * @param queueArn of the queue that the consumer reads
 */
record StackResources(LocalEndpoints endpoints, String queueArn) {
    static final String BUCKET = "activity-log";
    static final String ALERT_STATES = "activity-alerts";

    private static final String TOPIC = "activity-events";
    private static final String ALERT_TOPIC = "activity-alerts";
    private static final String QUEUE = "activity-queue";
    private static final String DEAD_LETTER_QUEUE = "activity-dlq";

    /** Makes what is not there yet. */
    static StackResources make(AwsClients clients, URI endpoint, SourceMapping wiring) {
        try (SqsClient sqs = clients.sqs()) {
            String deadLetterUrl = makeQueue(sqs, DEAD_LETTER_QUEUE, Map.of());
            String queueUrl = makeQueue(sqs, QUEUE, attributes(wiring, arn(sqs, deadLetterUrl)));
            String queueArn = arn(sqs, queueUrl);
            makeBucket(clients, BUCKET);
            makeBucket(clients, ALERT_STATES);
            try (SnsClient sns = clients.sns()) {
                return new StackResources(
                        new LocalEndpoints(
                                endpoint,
                                endpoint,
                                endpoint,
                                makeTopic(sns, queueArn, wiring),
                                queueUrl,
                                deadLetterUrl,
                                BUCKET,
                                sns.createTopic(create -> create.name(ALERT_TOPIC))
                                        .topicArn(),
                                Optional.empty()),
                        queueArn);
            }
        }
    }

    private static String makeQueue(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(create -> create.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private static Map<QueueAttributeName, String> attributes(SourceMapping wiring, String deadLetterArn) {
        return Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Long.toString(wiring.visibilityTimeout().toSeconds()),
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + deadLetterArn + "\",\"maxReceiveCount\":" + wiring.maxReceiveCount()
                        + "}");
    }

    private static String makeTopic(SnsClient sns, String queueArn, SourceMapping wiring) {
        String topicArn = sns.createTopic(create -> create.name(TOPIC)).topicArn();
        sns.subscribe(subscribe -> subscribe
                .topicArn(topicArn)
                .protocol("sqs")
                .endpoint(queueArn)
                .attributes(Map.of("RawMessageDelivery", Boolean.toString(wiring.rawDelivery()))));
        return topicArn;
    }

    private static void makeBucket(AwsClients clients, String name) {
        try (S3Client s3 = clients.s3()) {
            s3.createBucket(create -> create.bucket(name));
        } catch (BucketAlreadyOwnedByYouException e) {
            // From an earlier run; its objects stay.
        }
    }

    private static String arn(SqsClient sqs, String queueUrl) {
        return requireNonNull(
                sqs.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
    }
}
