package dev.taly.activity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.faults.Await;
import dev.taly.activity.faults.Fault;
import dev.taly.activity.faults.FaultPlan;
import dev.taly.activity.faults.FaultProxy;
import dev.taly.activity.faults.FaultRule;
import dev.taly.activity.faults.Reckoning;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.lambda.LocalFunction;
import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.runtime.ChildFunction;
import dev.taly.activity.runtime.ExecutionEnvironment;
import dev.taly.activity.runtime.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The stack with a proxy in its midst and a consumer in processes of its own. */
final class ChaosStack implements AutoCloseable {
    private static final String HANDLER = "dev.taly.activity.app.ConsumerFunction::handleRequest";

    /** Of the function, and of a message's invisibility: time for a start on a busy machine, and for the end of a hanging call. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** So few that some events do end in the dead letters. */
    private static final int MAX_RECEIVES = 4;

    private static final double SHARE = 0.02;

    /** These cost seconds each. */
    private static final double SHARE_OF_HANGING = 0.004;

    private final Path data;
    private final Path logs;
    private final LocalAws aws;
    private final FaultProxy proxy;
    private final DeployedStack stack;
    private final AwsClients direct;
    private final SnsClient sns;
    private final SqsClient sqs;
    private final AtomicInteger children = new AtomicInteger();
    private @Nullable ChildFunction function;

    /** @param logs of the processes */
    ChaosStack(Path data, Path logs, long seed, Killer killer) {
        this.data = data;
        this.logs = logs;
        this.aws = LocalAws.start(data, DeployedStack.BUCKET, 0);
        this.proxy = FaultProxy.start(aws.endpoint(), seed, killer);
        this.direct = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION);
        this.sns = direct.sns();
        this.sqs = direct.sqs();
        this.stack = DeployedStack.deploy(
                LocalFiles.in(data),
                clients(Duration.ofSeconds(3), Duration.ofSeconds(15)),
                proxy.endpoint(),
                new SourceMapping(true, TIMEOUT, MAX_RECEIVES, 10, Duration.ZERO, 2, true, TIMEOUT),
                environment -> consumer(environment, killer));
    }

    private LocalFunction consumer(Map<String, String> environment, Killer killer) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("AWS_ENDPOINT_URL", proxy.endpoint().toString());
        ChildFunction made = new ChildFunction(
                () -> ExecutionEnvironment.start(
                        Launch.of("child-" + children.incrementAndGet(), HANDLER, variables, logs)),
                killer);
        function = made;
        return made;
    }

    private AwsClients clients(Duration attempt, Duration call) {
        return AwsClients.ofEmulator(proxy.endpoint(), LocalAws.REGION).withTimeouts(attempt, call);
    }

    ActivityPublisher publisher(PublishListener listener) {
        SnsClient throughTheProxy =
                clients(Duration.ofSeconds(2), Duration.ofSeconds(2)).sns();
        return ActivityPublisher.to(
                        new SnsTransport(throughTheProxy, stack.endpoints().topicArn()))
                .listener(listener)
                .retryAfter(Duration.ofMillis(20), Duration.ofMillis(500))
                .closeOnExit(false)
                .build();
    }

    /** Publishes a text as it is, past all faults, so that it is certain to have arrived. */
    void publishBare(String text) {
        sns.publish(publish -> publish.topicArn(stack.endpoints().topicArn()).message(text));
    }

    FaultPlan plan() {
        return proxy.plan();
    }

    /** From now on every fault on every service, at random. */
    void startFaults() {
        for (Fault fault : Fault.values()) {
            boolean hangs = fault == Fault.UNREACHED || fault == Fault.UNANSWERED;
            plan().add(FaultRule.of(fault).share(hangs ? SHARE_OF_HANGING : SHARE));
        }
    }

    /** Waits until the queue is empty, that is until all is decided. */
    Reckoning settled(Duration patience) {
        assertThat(Await.until(
                        patience, () -> QueueDepth.of(sqs, stack.endpoints().queueUrl()) == 0))
                .as("the queue drains")
                .isTrue();
        return Reckoning.of(data, QueueContents.of(sqs, stack.endpoints().dlqUrl()));
    }

    @Override
    public void close() {
        stack.close();
        if (function != null) {
            function.close();
        }
        proxy.close();
        sns.close();
        sqs.close();
        aws.close();
    }
}
