package dev.taly.activity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalContext;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.lambda.LocalFunction;
import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublisherBuilder;
import dev.taly.activity.publish.SnsTransport;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The whole stack with the proxy in its midst: publisher, event source mapping and consumer reach the local AWS only through it.
 * What fails comes again after 4 s.
 */
final class FaultyStack implements AutoCloseable {
    private static final Duration VISIBILITY = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final JumpingClock consumersClock = new JumpingClock();
    final Receives receives = new Receives();
    private final Path data;
    private final LocalAws aws;
    private final FaultProxy proxy;
    private final DeployedStack stack;
    private final SqsClient sqs;

    private FaultyStack(Path data, long seed, int maxReceiveCount) {
        this.data = data;
        this.aws = LocalAws.start(data, DeployedStack.BUCKET, 0);
        this.proxy = FaultProxy.start(aws.endpoint(), seed);
        this.sqs = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION).sqs();
        // The poller waits up to 2 s for a message.
        this.stack = DeployedStack.deploy(
                LocalFiles.in(data),
                clients(Duration.ofMillis(2_500), Duration.ofSeconds(15)),
                proxy.endpoint(),
                new SourceMapping(true, VISIBILITY, maxReceiveCount, 10, Duration.ZERO, 2, true, VISIBILITY),
                this::consumer);
    }

    /** @param seed of the rules that take a share only */
    static FaultyStack start(Path data, long seed, int maxReceiveCount) {
        FaultyStack stack = new FaultyStack(data, seed, maxReceiveCount);
        // The first requests take long, and would meet the clients' short timeouts in a test.
        try (ActivityPublisher publisher = stack.publisher().build()) {
            Published.by(publisher, "warm-up", 20);
            publisher.flush(PATIENCE);
        }
        stack.publishBare("warm-up");
        stack.settled();
        return stack;
    }

    private LocalFunction consumer(Map<String, String> environment) {
        AwsClients hasty = clients(Duration.ofSeconds(1), Duration.ofMillis(1_800));
        ConsumerFunction function =
                new ConsumerFunction(Wiring.consumer(Settings.of(environment), hasty, consumersClock));
        return (event, answer, invocation) -> {
            byte[] batch = event.readAllBytes();
            receives.note(batch);
            function.handleRequest(
                    new ByteArrayInputStream(batch), answer, new LocalContext("activity-consumer", invocation));
        };
    }

    private AwsClients clients(Duration attempt, Duration call) {
        return AwsClients.ofEmulator(proxy.endpoint(), LocalAws.REGION).withTimeouts(attempt, call);
    }

    FaultPlan plan() {
        return proxy.plan();
    }

    /** A publisher that tries again soon. */
    PublisherBuilder publisher() {
        SnsClient sns = clients(Duration.ofSeconds(1), Duration.ofSeconds(1)).sns();
        return ActivityPublisher.to(new SnsTransport(sns, stack.endpoints().topicArn()))
                .retryAfter(Duration.ofMillis(5), Duration.ofMillis(50))
                .closeOnExit(false);
    }

    /** Publishes a text that may be no event, past all faults. */
    void publishBare(String text) {
        try (SnsClient sns =
                AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION).sns()) {
            sns.publish(
                    publish -> publish.topicArn(stack.endpoints().topicArn()).message(text));
        }
    }

    /** What has become of events so far. The dead letters are kept. */
    Reckoning stored() {
        return Reckoning.of(data, List.of());
    }

    /** Waits until the queue is empty, that is until all is decided, and takes the dead letters. */
    Reckoning settled() {
        assertThat(Await.until(
                        PATIENCE, () -> QueueDepth.of(sqs, stack.endpoints().queueUrl()) == 0))
                .as("the queue drains")
                .isTrue();
        String dlqUrl = stack.endpoints().dlqUrl();
        List<Message> letters = QueueContents.of(sqs, dlqUrl);
        letters.forEach(
                letter -> sqs.deleteMessage(delete -> delete.queueUrl(dlqUrl).receiptHandle(letter.receiptHandle())));
        return Reckoning.of(data, letters).checkDuplicates().checkLetters();
    }

    /** How many dead letters there are. */
    long deadLetters() {
        return stack.deadLetters();
    }

    @Override
    public void close() {
        stack.close();
        proxy.close();
        sqs.close();
        aws.close();
    }
}
