package dev.taly.activity.app.cli;

import dev.taly.activity.app.MeteredConsumer;
import dev.taly.activity.app.PseudonymKeySource;
import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.http.HealthHandler;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.app.http.MetricsHandler;
import dev.taly.activity.app.scrape.JvmReading;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.app.scrape.QueueDepths;
import dev.taly.activity.app.worker.SqsWorkerQueue;
import dev.taly.activity.app.worker.Worker;
import dev.taly.activity.app.worker.WorkerSettings;
import dev.taly.activity.config.ConfigException;
import dev.taly.activity.consume.MessageConsumer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

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
    @Mixin
    private WorkerPlace where;

    @Mixin
    private WorkerPace pace;

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

    private static final Duration FIRST_CALL = Duration.ofSeconds(10);

    private final Console console;

    WorkerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (httpPort < 0 || httpPort > 65_535) {
            throw new CommandFailure("--http-port must be 0 (any free one) to 65535", "");
        }
        if (check) {
            return ReadinessCheck.isReady(httpPort) ? 0 : 1;
        }
        WorkerSettings how = pace.settings();
        WorkerPlace.Place place = where.find();
        Settings settings = place.settings();
        checkQueue(place);
        checkKeys(place, settings);
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

    /** One that is not there now is most likely misspelt. Where nobody answers it is asked again and again. */
    private static void checkQueue(WorkerPlace.Place place) {
        // A process's first call takes longer than the others.
        try (SqsClient sqs =
                place.clients().withTimeouts(FIRST_CALL, FIRST_CALL).sqs()) {
            var unused = QueueDepth.of(sqs, place.queueUrl());
        } catch (QueueDoesNotExistException e) {
            throw new CommandFailure("there is no queue " + place.queueUrl(), "See --queue-url and --endpoint-url.", e);
        } catch (SdkException e) {
            // The worker says so as long as it lasts.
        }
    }

    /** At the start, where somebody looks; later, each event with something personal in it would fail. */
    private static void checkKeys(WorkerPlace.Place place, Settings settings) {
        try {
            var unused =
                    PseudonymKeySource.checked(settings.content().pseudonymKeys(), place.clients(), Clock.systemUTC());
        } catch (ConfigException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()),
                    "PSEUDONYM_KEYS says where they are; the worker's user must be allowed to read them.",
                    e);
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

    private void stop(Worker worker, HttpServer http) {
        console.note("Stopping …");
        worker.close();
        http.close();
        console.note("Stopped.");
    }
}
