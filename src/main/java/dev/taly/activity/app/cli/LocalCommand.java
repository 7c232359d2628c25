package dev.taly.activity.app.cli;

import dev.taly.activity.app.alert.LiveAlerts;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.app.http.MetricsHandler;
import dev.taly.activity.app.http.Scrapes;
import dev.taly.activity.app.scrape.JvmReading;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.app.scrape.QueueDepths;
import dev.taly.activity.app.stack.LocalDeployment;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.watch.metrics.MetricSink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole stack on this machine, until it is stopped. */
@Command(
        name = "local",
        description = "Keep SNS, SQS, S3, the consumer, the HTTP door and the dashboard up on this machine.",
        footer = {"", "Example: activity local --port 4566"})
final class LocalCommand implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofSeconds(20);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4566",
            description = "The one port for all three services, on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the objects and local.json are (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port of the HTTP door, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(names = "--no-http", description = "Leave the HTTP door out.")
    private boolean withoutHttp;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "The door's tokens, in place of " + LocalDoor.TOKEN + " and " + LocalDoor.TOKEN_OF_ANY + ".")
    private @Nullable Path tokens;

    private final Console console;

    LocalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new CommandFailure("--port must be 0 (any free one) to 65535", "");
        }
        if (httpPort < 0 || httpPort > 65_535) {
            throw new CommandFailure("--http-port must be 0 (any free one) to 65535", "--no-http leaves the door out.");
        }
        console.note("Starting SNS, SQS, S3, the consumer and the HTTP door on loopback …");
        PrometheusMetrics metrics = new PrometheusMetrics(
                        Kept.of(List.of(Kept.CONSUMER, Kept.DOOR, Kept.ALERTS, Kept.QUEUES, Kept.JVM)))
                .ask(new JvmReading());
        LocalDeployment local = LocalDeployment.start(data, port, metrics);
        metrics.ask(QueueDepths.of(
                local.clients()
                        .withTimeouts(QueueDepths.ATTEMPT, QueueDepths.CALL)
                        .sqs(),
                local.endpoints().queueUrl(),
                local.endpoints().dlqUrl()));
        LiveAlerts alerts = openAlerts(local, metrics);
        Optional<LiveDashboard> dashboard = withoutHttp ? Optional.empty() : Optional.of(openDashboard(local, alerts));
        Optional<HttpServer> door = dashboard.map(page -> openDoor(local, page, metrics));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(local, alerts, dashboard, door), "activity-local-stop"));
        print(local.endpoints(), door);
        // Until a signal ends the process, through the hook.
        new CountDownLatch(1).await();
        return 0;
    }

    private LiveAlerts openAlerts(LocalDeployment local, MetricSink metrics) {
        try {
            return LocalAlerts.start(local, data, metrics);
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private LiveDashboard openDashboard(LocalDeployment local, LiveAlerts alerts) {
        LocalFiles files = LocalFiles.in(data);
        LocalEndpoints at = local.endpoints();
        try {
            return LiveDashboard.open(
                    WatchedStack.of(local.clients(), at, files),
                    local::tap,
                    LocalDoor.tokens(tokens),
                    () -> LocalAlerts.notices(alerts),
                    true);
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private HttpServer openDoor(LocalDeployment local, LiveDashboard dashboard, PrometheusMetrics metrics) {
        try {
            HttpServer door = LocalDoor.open(
                    LocalDoor.to(local.endpoints(), data, tokens, metrics),
                    List.of(Scrapes.page(metrics), dashboard.page()),
                    "127.0.0.1",
                    httpPort,
                    "Choose another with --http-port, or leave the HTTP door out with --no-http.");
            local.announceHttp(door.address());
            return door;
        } catch (RuntimeException e) {
            dashboard.close();
            local.close();
            throw e;
        }
    }

    /** Queues end with the process, so what is queued is stored first, and what is left is said. */
    private void stop(
            LocalDeployment local, LiveAlerts alerts, Optional<LiveDashboard> dashboard, Optional<HttpServer> door) {
        console.note("Stopping …");
        try (local) {
            door.ifPresent(http -> step(http::close));
            dashboard.ifPresent(page -> step(page::close));
            // Alerts go over the topic, too.
            step(alerts::hold);
            step(local::refusePublishing);
            step(() -> report(local.drain(DRAIN, queued -> {}), "messages that could not be stored end with it"));
            step(() -> report(alerts.end(), "alerts that the next start tells"));
            step(() -> report(local.deadLetters(), "dead letters end with it"));
        }
        console.note("Stopped.");
    }

    /** One that fails must not stop the next. */
    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            console.note("while stopping: " + e);
        }
    }

    private void report(long count, String what) {
        if (count > 0) {
            console.note(String.format(Locale.ROOT, "%s: %,d", what, count));
        }
    }

    private void print(LocalEndpoints at, Optional<HttpServer> door) {
        console.out().println(console.bold("activity-logger is up") + " (for development: it checks no credentials)");
        console.out().println("  endpoint     " + at.snsEndpoint());
        door.ifPresent(this::printDoor);
        console.out().println("  region       " + LocalAws.REGION + ", any credentials");
        console.out().println("  topic        " + at.topicArn());
        console.out().println("  queue        " + at.queueUrl());
        console.out().println("  dead letters " + at.dlqUrl());
        console.out().println("  alerts       " + at.alertTopicArn());
        console.out()
                .println("  bucket       " + at.bucket() + ", on disk in "
                        + data.toAbsolutePath().normalize());
        console.out()
                .println("  settings     " + data.resolve("config")
                        + " (roles, places, privacy: change them and start again)");
        console.out().println("  as JSON      " + data.resolve("local.json"));
        console.out().println("Objects stay on disk. Queues are in memory: what they hold ends with this process.");
        console.out().println();
        console.out().println("Try:  scripts/activity publish FILE");
        if (tokens == null) {
            door.ifPresent(http -> printCurl(http.address() + Door.LOG_ACTIVITY));
        }
        console.out()
                .println("      aws --endpoint-url " + at.s3Endpoint() + " s3 ls --recursive s3://" + at.bucket()
                        + "/events/");
        console.out().println("Ctrl-C stops it.");
    }

    private void printDoor(HttpServer http) {
        console.out().println("  HTTP         POST " + http.address() + Door.LOG_ACTIVITY);
        console.out()
                .println("  tokens       "
                        + (tokens == null
                                ? LocalDoor.TOKEN + " (tenant " + LocalDoor.TENANT + "), " + LocalDoor.TOKEN_OF_ANY
                                : "of " + tokens));
        // The token is no secret; a fragment stays in the browser, and the page takes one at loopback alone.
        console.out()
                .println("  dashboard    " + http.address() + "/"
                        + (tokens == null ? "#token=" + LocalDoor.TOKEN_THAT_WATCHES : ""));
        console.out().println("  figures      " + http.address() + MetricsHandler.PATH);
    }

    private void printCurl(String url) {
        console.out()
                .println("      curl -H 'Authorization: Bearer " + LocalDoor.TOKEN
                        + "' -H 'Content-Type: application/json' \\");
        console.out().println("        " + url + " \\");
        console.out()
                .println("        -d '{\"actorId\":\"u1\",\"action\":\"user_login\",\"resource\":\"session\","
                        + "\"timestamp\":\"" + Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) + "\"}'");
    }
}
