package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.MeteredConsumer;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.app.http.HealthHandler;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.app.http.MetricsHandler;
import dev.taly.activity.app.scrape.JvmReading;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.app.scrape.QueueDepths;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.app.worker.SqsWorkerQueue;
import dev.taly.activity.app.worker.Worker;
import dev.taly.activity.app.worker.WorkerSettings;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The consumer as a process of its own, until it is stopped. */
@Command(
        name = "worker",
        description =
                "Write events from the queue to the bucket, as the Lambda function does, on a machine of your own.",
        footer = {
            "",
            "Other settings are the function's, by environment: PSEUDONYM_KEYS, CONFIG_DIR, ACTION_CATALOGUE,",
            "EARLIEST_TIMESTAMP, WRITE_CONCURRENCY, OBJECT_LOCK_MODE, ENRICHMENTS, ENRICHMENT_MILLIS.",
            "",
            "Examples:",
            "  activity worker                                        beside the running local stack",
            "  activity worker --queue-url https://sqs.… --bucket … --dlq-url https://sqs.…"
        })
final class WorkerCommand implements Callable<Integer> {
    private static final Duration CHECK_TIME = Duration.ofSeconds(3);
    private static final int READY = 200;

    @Option(
            names = "--queue-url",
            paramLabel = "URL",
            description = "The queue; else QUEUE_URL, else the local stack's.")
    private @Nullable String queueUrl;

    @Option(names = "--bucket", paramLabel = "NAME", description = "The archive's bucket; else BUCKET.")
    private @Nullable String bucket;

    @Option(names = "--dlq-url", paramLabel = "URL", description = "The dead letter queue; else DLQ_URL.")
    private @Nullable String dlqUrl;

    @Mixin
    private EndpointOptions endpoint;

    @Option(names = "--data", paramLabel = "DIR", description = "The local stack on that directory (default: data).")
    private @Nullable Path data;

    @Option(
            names = "--pollers",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many batches at once (default: ${DEFAULT-VALUE}).")
    private int pollers;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The most events of a batch (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long an event waits for its batch to fill (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--visibility",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long it takes until what a killed worker held comes again (default: ${DEFAULT-VALUE}).")
    private int visibility;

    @Option(
            names = "--stop-time",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description =
                    "How long it may take to stop; keep it below your platform's patience (default: ${DEFAULT-VALUE}).")
    private int stopTime;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where /healthz and /metrics listen; they ask for no token (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Their port, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(names = "--check", description = "Only ask a worker on this machine's --http-port whether it is ready.")
    private boolean check;

    private final Console console;

    WorkerCommand(Console console) {
        this.console = console;
    }

    /**
     * Where everything is.
     *
     * @param environment the function's
     */
    private record Place(AwsClients clients, String queueUrl, Map<String, String> environment) {}

    @Override
    public Integer call() throws InterruptedException {
        if (httpPort < 0 || httpPort > 65_535) {
            throw new CommandFailure("--http-port must be 0 (any free one) to 65535", "");
        }
        if (check) {
            return isReady() ? 0 : 1;
        }
        WorkerSettings how = settings();
        Place place = place();
        Settings settings = consumerSettings(place);
        PrometheusMetrics metrics = new PrometheusMetrics(
                        Kept.of(List.of(Kept.CONSUMER, Kept.WORKER, Kept.QUEUES, Kept.JVM)))
                .ask(new JvmReading())
                .ask(QueueDepths.of(
                        place.clients()
                                .withTimeouts(QueueDepths.ATTEMPT, QueueDepths.CALL)
                                .sqs(),
                        place.queueUrl(),
                        settings.dlqUrl()));
        MessageConsumer consumer = new MeteredConsumer(
                Wiring.consumer(settings, place.clients()), metrics, Clock.systemUTC(), System::nanoTime);
        Worker worker =
                Worker.start(new SqsWorkerQueue(place.clients().sqs(), place.queueUrl()), consumer, how, metrics);
        HttpServer http = open(worker, metrics);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, http), "activity-worker-stop"));
        console.out().println("GET " + http.address() + HealthHandler.PATH);
        console.out().println("GET " + http.address() + MetricsHandler.PATH);
        console.note("Writing events from " + place.queueUrl() + " to " + settings.bucket() + ". Ctrl-C stops it.");
        // Until a signal ends the process, through the hook.
        new CountDownLatch(1).await();
        return 0;
    }

    private WorkerSettings settings() {
        try {
            return new WorkerSettings(
                    pollers,
                    batchSize,
                    Duration.ofSeconds(window),
                    Duration.ofSeconds(visibility),
                    WorkerSettings.DEFAULTS.batchTime(),
                    Duration.ofSeconds(stopTime));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "See `activity worker --help`.", e);
        }
    }

    private Place place() {
        Optional<String> queue = Given.flag(queueUrl);
        if (queue.isEmpty() && data == null) {
            queue = Given.variable("QUEUE_URL");
        }
        if (queue.isEmpty()) {
            endpoint.needs("a queue", "--queue-url");
            Path directory = data == null ? Path.of("data") : data;
            LocalEndpoints local = LocalStackFile.running(directory, "name a queue with --queue-url");
            return new Place(
                    AwsClients.ofEmulator(local.sqsEndpoint(), LocalAws.REGION),
                    local.queueUrl(),
                    DeployedStack.environment(local, LocalFiles.in(directory)));
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        Given.flag(bucket).ifPresent(name -> environment.put("BUCKET", name));
        Given.flag(dlqUrl).ifPresent(url -> environment.put("DLQ_URL", url));
        return new Place(endpoint.clients(Optional.empty()), queue.get(), environment);
    }

    private static Settings consumerSettings(Place place) {
        try {
            return Settings.of(place.environment());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "--bucket and --dlq-url set two of them.", e);
        }
    }

    private HttpServer open(Worker worker, PrometheusMetrics metrics) {
        try {
            return HttpServer.ofWorker(worker::isReady, metrics, host, httpPort);
        } catch (UncheckedIOException e) {
            worker.close();
            throw new CommandFailure(String.valueOf(e.getMessage()), "Choose another with --http-port.", e);
        }
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + HealthHandler.PATH))
                .timeout(CHECK_TIME)
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == READY;
        } catch (IOException e) {
            return false;
        }
    }

    private void stop(Worker worker, HttpServer http) {
        console.note("Stopping …");
        worker.close();
        http.close();
        console.note("Stopped.");
    }
}
