package dev.taly.activity.app.cli;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.local.lambda.EventSourceMapping;
import dev.taly.activity.local.lambda.LocalFunction;
import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.local.lambda.SqsSource;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What {@code template.yaml} deploys, on the local AWS: topic, queue, dead letter queue, bucket, and the consumer function
 * behind the queue. As long as it runs, {@code DATA/local.json} says where.
 */
final class LocalDeployment implements AutoCloseable {
    static final String TOPIC = "activity-events";
    static final String QUEUE = "activity-queue";
    static final String DEAD_LETTER_QUEUE = "activity-dlq";
    static final String BUCKET = "activity-log";

    private static final Duration PROGRESS_STEP = Duration.ofMillis(200);

    private final LocalAws aws;
    private final AwsClients clients;
    private final SqsClient sqs;
    private final LocalEndpoints endpoints;
    private final EventSourceMapping mapping;
    private final Path data;

    private LocalDeployment(
            LocalAws aws,
            AwsClients clients,
            SqsClient sqs,
            LocalEndpoints endpoints,
            EventSourceMapping mapping,
            Path data) {
        this.aws = requireNonNull(aws, "aws is null");
        this.clients = requireNonNull(clients, "clients is null");
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.endpoints = requireNonNull(endpoints, "endpoints is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
        this.data = requireNonNull(data, "data is null");
    }

    /**
     * Starts it; that takes some seconds.
     *
     * @param data where the objects stay
     * @param port of all services on loopback, 0 for any free one
     * @throws dev.taly.activity.local.LocalAwsException if port or directory are in use
     */
    static LocalDeployment start(Path data, int port) {
        DeploymentTemplate template = DeploymentTemplate.shipped();
        LocalAws aws = LocalAws.start(data, BUCKET, port);
        try {
            AwsClients clients = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION);
            SqsClient sqs = clients.sqs();
            LocalEndpoints endpoints = deploy(template.sourceMapping(), aws.endpoint(), clients, sqs);
            EventSourceMapping mapping = EventSourceMapping.start(
                    new SqsSource(sqs, endpoints.queueUrl(), arn("sqs", QUEUE)),
                    function(template, endpoints, clients),
                    template.sourceMapping());
            endpoints.write(data);
            return new LocalDeployment(aws, clients, sqs, endpoints, mapping, data);
        } catch (IOException e) {
            aws.close();
            throw new UncheckedIOException("cannot write to " + data, e);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    LocalEndpoints endpoints() {
        return endpoints;
    }

    /** Makes clients of it; the caller closes those. */
    AwsClients clients() {
        return clients;
    }

    /** How many messages are in the queue, waiting or on their way through the consumer. */
    long queued() {
        Map<QueueAttributeName, String> depth = sqs.getQueueAttributes(get -> get.queueUrl(endpoints.queueUrl())
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return depth.values().stream().mapToLong(Long::parseLong).sum();
    }

    /**
     * Works off the queue and consumes no more. Nobody should publish any longer.
     *
     * @param progress hears now and then how many messages are left
     * @return how many messages are left in the queue: 0 if all went well
     */
    long drain(Duration timeout, LongConsumer progress) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!mapping.drain(PROGRESS_STEP) && System.nanoTime() < deadline) {
            progress.accept(queued());
        }
        return queued();
    }

    @Override
    public void close() {
        mapping.close();
        try {
            LocalEndpoints.remove(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove local.json in " + data, e);
        } finally {
            sqs.close();
            aws.close();
        }
    }

    private static LocalEndpoints deploy(SourceMapping wiring, URI endpoint, AwsClients clients, SqsClient sqs) {
        String deadLetterUrl =
                sqs.createQueue(create -> create.queueName(DEAD_LETTER_QUEUE)).queueUrl();
        String queueUrl = sqs.createQueue(create -> create.queueName(QUEUE)
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                Long.toString(wiring.visibilityTimeout().toSeconds()),
                                QueueAttributeName.REDRIVE_POLICY,
                                redrivePolicy(wiring.maxReceiveCount()))))
                .queueUrl();
        try (SnsClient sns = clients.sns()) {
            String topicArn = sns.createTopic(create -> create.name(TOPIC)).topicArn();
            sns.subscribe(subscribe -> subscribe
                    .topicArn(topicArn)
                    .protocol("sqs")
                    .endpoint(arn("sqs", QUEUE))
                    .attributes(Map.of("RawMessageDelivery", Boolean.toString(wiring.rawDelivery()))));
            return new LocalEndpoints(endpoint, endpoint, endpoint, topicArn, queueUrl, deadLetterUrl, BUCKET);
        }
    }

    private static LocalFunction function(DeploymentTemplate template, LocalEndpoints at, AwsClients clients) {
        Map<String, String> environment = template.functionEnvironment(
                Map.of(DeploymentTemplate.BUCKET, at.bucket(), DeploymentTemplate.DEAD_LETTER_QUEUE, at.dlqUrl()));
        ConsumerFunction function = new ConsumerFunction(Wiring.consumer(Settings.of(environment), clients));
        return (event, answer, invocation) ->
                function.handleRequest(event, answer, new LocalContext("activity-consumer", invocation));
    }

    private static String redrivePolicy(int maxReceiveCount) {
        return "{\"deadLetterTargetArn\":\"" + arn("sqs", DEAD_LETTER_QUEUE) + "\",\"maxReceiveCount\":"
                + maxReceiveCount + "}";
    }

    private static String arn(String service, String name) {
        return "arn:aws:" + service + ":" + LocalAws.REGION + ":" + LocalAws.ACCOUNT + ":" + name;
    }
}
