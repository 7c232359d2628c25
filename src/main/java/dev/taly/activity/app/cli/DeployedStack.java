package dev.taly.activity.app.cli;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.local.lambda.EventSourceMapping;
import dev.taly.activity.local.lambda.LocalFunction;
import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.local.lambda.SqsSource;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What {@code template.yaml} deploys, on an emulator of AWS: topic, queue, dead letter queue, bucket, and the consumer
 * function behind the queue, which runs in this process.
 */
final class DeployedStack implements AutoCloseable {
    static final String BUCKET = "activity-log";

    private static final String TOPIC = "activity-events";
    private static final String QUEUE = "activity-queue";
    private static final String DEAD_LETTER_QUEUE = "activity-dlq";
    private static final Duration PROGRESS_STEP = Duration.ofMillis(200);

    private final AwsClients clients;
    private final SqsClient sqs;
    private final LocalEndpoints endpoints;
    private final EventSourceMapping mapping;

    private DeployedStack(AwsClients clients, SqsClient sqs, LocalEndpoints endpoints, EventSourceMapping mapping) {
        this.clients = requireNonNull(clients, "clients is null");
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.endpoints = requireNonNull(endpoints, "endpoints is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
    }

    /** Makes what is not there yet, and starts to consume. */
    static DeployedStack deploy(URI endpoint, String region) {
        DeploymentTemplate template = DeploymentTemplate.shipped();
        SourceMapping wiring = template.sourceMapping();
        AwsClients clients = AwsClients.ofEmulator(endpoint, region);
        SqsClient sqs = clients.sqs();
        String deadLetterUrl = makeQueue(sqs, DEAD_LETTER_QUEUE, Map.of());
        String queueUrl = makeQueue(sqs, QUEUE, attributes(wiring, arn(sqs, deadLetterUrl)));
        String queueArn = arn(sqs, queueUrl);
        String topicArn = makeTopic(clients, queueArn, wiring);
        makeBucket(clients);
        LocalEndpoints endpoints =
                new LocalEndpoints(endpoint, endpoint, endpoint, topicArn, queueUrl, deadLetterUrl, BUCKET);
        EventSourceMapping mapping = EventSourceMapping.start(
                new SqsSource(sqs, queueUrl, queueArn), function(template, endpoints, clients), wiring);
        return new DeployedStack(clients, sqs, endpoints, mapping);
    }

    LocalEndpoints endpoints() {
        return endpoints;
    }

    /** Makes clients of it; the caller closes those. */
    AwsClients clients() {
        return clients;
    }

    /**
     * Works off the queue and consumes no more. Nobody should publish any longer.
     *
     * @param timeout how long to wait while the queue gets no shorter
     * @param progress hears now and then how many messages are left
     * @return how many messages are left in the queue: 0 if all went well
     */
    long drain(Duration timeout, LongConsumer progress) {
        long left = queued();
        long lastProgress = System.nanoTime();
        while (!mapping.drain(PROGRESS_STEP) && System.nanoTime() - lastProgress < timeout.toNanos()) {
            long now = queued();
            if (now < left) {
                lastProgress = System.nanoTime();
            }
            left = now;
            progress.accept(left);
        }
        return queued();
    }

    @Override
    public void close() {
        mapping.close();
        sqs.close();
    }

    /** How many dead letters there are. */
    long deadLetters() {
        return depth(endpoints.dlqUrl());
    }

    /** How many messages are in the queue, waiting or on their way through the consumer. */
    private long queued() {
        return depth(endpoints.queueUrl());
    }

    private long depth(String queueUrl) {
        return attributes(
                        sqs,
                        queueUrl,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .values()
                .stream()
                .mapToLong(Long::parseLong)
                .sum();
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

    private static String makeTopic(AwsClients clients, String queueArn, SourceMapping wiring) {
        try (SnsClient sns = clients.sns()) {
            String topicArn = sns.createTopic(create -> create.name(TOPIC)).topicArn();
            sns.subscribe(subscribe -> subscribe
                    .topicArn(topicArn)
                    .protocol("sqs")
                    .endpoint(queueArn)
                    .attributes(Map.of("RawMessageDelivery", Boolean.toString(wiring.rawDelivery()))));
            return topicArn;
        }
    }

    private static void makeBucket(AwsClients clients) {
        try (S3Client s3 = clients.s3()) {
            s3.createBucket(create -> create.bucket(BUCKET));
        } catch (BucketAlreadyOwnedByYouException e) {
            // From an earlier run; its objects stay.
        }
    }

    private static LocalFunction function(DeploymentTemplate template, LocalEndpoints at, AwsClients clients) {
        Map<String, String> environment = template.functionEnvironment(
                Map.of(DeploymentTemplate.BUCKET, at.bucket(), DeploymentTemplate.DEAD_LETTER_QUEUE, at.dlqUrl()));
        ConsumerFunction function = new ConsumerFunction(Wiring.consumer(Settings.of(environment), clients));
        return (event, answer, invocation) ->
                function.handleRequest(event, answer, new LocalContext("activity-consumer", invocation));
    }

    private static String arn(SqsClient sqs, String queueUrl) {
        return requireNonNull(
                attributes(sqs, queueUrl, QueueAttributeName.QUEUE_ARN).get(QueueAttributeName.QUEUE_ARN));
    }

    private static Map<QueueAttributeName, String> attributes(
            SqsClient sqs, String queueUrl, QueueAttributeName... names) {
        return sqs.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(names))
                .attributes();
    }
}
