package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.app.http.MetricsHandler;
import dev.taly.activity.app.http.Page;
import dev.taly.activity.app.http.Scrapes;
import dev.taly.activity.app.scrape.JvmReading;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.ingest.Door;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The HTTP door on a server of its own, until it is stopped. */
@Command(
        name = "serve",
        description = "Take events over HTTP (POST /log-activity), and publish them to a topic.",
        footer = {
            "",
            "Other settings are the function's, by environment: ACTION_CATALOGUE, EARLIEST_TIMESTAMP,",
            "CLIENT_IP_HEADER, RATE_PER_SECOND, RATE_BURST, PUBLISH_TIMEOUT_MILLIS, PUBLISH_CONCURRENCY,",
            "CONFIG_DIR.",
            "It speaks plain HTTP: beyond loopback let something that speaks TLS stand in front of it.",
            "",
            "Examples:",
            "  activity serve                                         to the running local stack",
            "  activity serve --topic-arn arn:aws:sns:… --tokens tokens.json",
            "  activity serve --dashboard                             and a page of what happens, at /"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    @Mixin
    private ServedTopic topic;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "The port of /metrics, if it is to be one of its own; 0 for any free one. Without it /metrics is on"
                            + " --port, if --host is loopback, and else nowhere.")
    private @Nullable Integer metricsPort;

    @Option(
            names = "--metrics-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where --metrics-port listens; /metrics asks for no token (default: ${DEFAULT-VALUE}).")
    private String metricsHost;

    private final Console console;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new CommandFailure("--port must be 0 (any free one) to 65535", "");
        }
        if (metricsPort != null && (metricsPort < 0 || metricsPort > 65_535)) {
            throw new CommandFailure("--metrics-port must be 0 (any free one) to 65535", "");
        }
        PrometheusMetrics metrics = new PrometheusMetrics(Kept.of(List.of(Kept.DOOR, Kept.JVM))).ask(new JvmReading());
        boolean beside = metricsPort == null && LOOPBACK.contains(host);
        ServedTopic.Opened opened = topic.open(metrics, LOOPBACK.contains(host));
        List<Page> pages = new ArrayList<>();
        if (beside) {
            pages.add(Scrapes.page(metrics));
        }
        opened.page().ifPresent(page -> pages.add(page.page()));
        HttpServer server;
        try {
            server = LocalDoor.open(opened.door(), pages, host, port, "Choose another with --port.");
        } catch (RuntimeException e) {
            opened.page().ifPresent(LiveDashboard::close);
            throw e;
        }
        Optional<HttpServer> apart =
                Optional.ofNullable(metricsPort).map(chosen -> openMetrics(metrics, chosen, server, opened.page()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(server, apart, opened.page()), "activity-serve-stop"));
        console.out().println("POST " + server.address() + Door.LOG_ACTIVITY);
        opened.page().ifPresent(page -> console.out().println("GET  " + server.address() + "/"));
        if (beside) {
            console.out().println("GET  " + server.address() + MetricsHandler.PATH);
        }
        apart.ifPresent(http -> console.out().println("GET  " + http.address() + MetricsHandler.PATH));
        console.note("Ctrl-C stops it.");
        // Until a signal ends the process, through the hook.
        new CountDownLatch(1).await();
        return 0;
    }

    private HttpServer openMetrics(
            PrometheusMetrics metrics, int chosen, HttpServer door, Optional<LiveDashboard> page) {
        try {
            return HttpServer.start(List.of(Scrapes.page(metrics)), metricsHost, chosen);
        } catch (UncheckedIOException e) {
            door.close();
            page.ifPresent(LiveDashboard::close);
            throw new CommandFailure(String.valueOf(e.getMessage()), "Choose another with --metrics-port.", e);
        }
    }

    private void stop(HttpServer server, Optional<HttpServer> metrics, Optional<LiveDashboard> page) {
        console.note("Stopping …");
        server.close();
        metrics.ifPresent(HttpServer::close);
        page.ifPresent(LiveDashboard::close);
        console.note("Stopped.");
    }
}
