package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.MeteredConsumer;
import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.local.lambda.EventSourceMapping;
import dev.taly.activity.local.lambda.LocalFunction;
import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.local.lambda.SqsSource;
import dev.taly.activity.local.template.DeploymentTemplate;
import dev.taly.activity.watch.metrics.MetricSink;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The deployed stack on an emulator of AWS, consuming. Safe for any number of threads. */
public final class DeployedStack implements AutoCloseable {
    /** The archive's bucket. */
    public static final String BUCKET = StackResources.BUCKET;

    /** The bucket with what the alerts remember. */
    public static final String ALERT_STATES = StackResources.ALERT_STATES;

    /** Nobody pays for objects here, and somebody waits for them. */
    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(5);

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

    /** Makes the consumer function from the variables that the template gives it. */
    @FunctionalInterface
    public interface ConsumerMaker {
        /** A function that is ready to be called. */
        LocalFunction make(Map<String, String> environment);
    }

    /** Makes what is not there yet, and starts to consume, in this process, {@linkplain #wiring() wired} as the template says. */
    public static DeployedStack deploy(LocalFiles files, URI endpoint, String region) {
        return deploy(files, AwsClients.ofEmulator(endpoint, region), endpoint, MetricSink.none());
    }

    /**
     * The same.
     *
     * @param clients of that endpoint
     * @param metrics where the consumer's figures go
     */
    public static DeployedStack deploy(LocalFiles files, AwsClients clients, URI endpoint, MetricSink metrics) {
        return deploy(files, clients, endpoint, wiring(), environment -> {
            ConsumerFunction function = new ConsumerFunction(new MeteredConsumer(
                    Wiring.consumer(Settings.of(environment), clients), metrics, Clock.systemUTC(), System::nanoTime));
            return (event, answer, invocation) ->
                    function.handleRequest(event, answer, new LocalContext("activity-consumer", invocation));
        });
    }

    /** As {@link #deploy(LocalFiles, URI, String)}, but with other batches and times than the template's, and any consumer. */
    public static DeployedStack deploy(
            LocalFiles files, URI endpoint, String region, SourceMapping wiring, ConsumerMaker maker) {
        return deploy(files, AwsClients.ofEmulator(endpoint, region), endpoint, wiring, maker);
    }

    /**
     * As {@link #deploy(LocalFiles, URI, String)}, but with other batches and times than the template's, any consumer, and those clients
     * for the queue and the poller.
     *
     * @param clients of that endpoint
     */
    public static DeployedStack deploy(
            LocalFiles files, AwsClients clients, URI endpoint, SourceMapping wiring, ConsumerMaker maker) {
        StackResources resources = StackResources.make(clients, endpoint, wiring);
        LocalEndpoints at = resources.endpoints();
        LocalFunction consumer = maker.make(environment(at, files));
        SqsClient sqs = clients.sqs();
        return new DeployedStack(
                clients,
                sqs,
                at,
                EventSourceMapping.start(new SqsSource(sqs, at.queueUrl(), resources.queueArn()), consumer, wiring));
    }

    /** How events get through it: as the template says, but with a window of 5 s at most. */
    public static SourceMapping wiring() {
        return DeploymentTemplate.shipped().sourceMapping().waitingAtMost(LONGEST_WINDOW);
    }

    /** What the template tells the consumer, with the parts of that stack on this machine. */
    public static Map<String, String> environment(LocalEndpoints at, LocalFiles files) {
        Map<String, String> environment = new HashMap<>(DeploymentTemplate.shipped()
                .functionEnvironment(Map.of(
                        DeploymentTemplate.BUCKET, at.bucket(),
                        DeploymentTemplate.DEAD_LETTER_QUEUE, at.dlqUrl(),
                        DeploymentTemplate.PSEUDONYM_KEYS,
                                files.pseudonymKeys().toAbsolutePath().toString())));
        // No emulator here locks objects.
        environment.put("OBJECT_LOCK_MODE", "");
        environment.put("CONFIG_DIR", files.config().toAbsolutePath().toString());
        return environment;
    }

    /** Where its parts are. */
    public LocalEndpoints endpoints() {
        return endpoints;
    }

    /** Makes clients of it; the caller closes those. */
    public AwsClients clients() {
        return clients;
    }

    /**
     * Works off the queue and consumes no more. Nobody should publish any longer.
     *
     * @param timeout how long to wait while the queue gets no shorter
     * @param progress hears now and then how many messages are left
     * @return how many messages are left in the queue: 0 if all went well
     */
    public long drain(Duration timeout, LongConsumer progress) {
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
    public long deadLetters() {
        return QueueDepth.of(sqs, endpoints.dlqUrl());
    }

    /** How many messages are in the queue, waiting or on their way through the consumer. */
    private long queued() {
        return QueueDepth.of(sqs, endpoints.queueUrl());
    }
}
