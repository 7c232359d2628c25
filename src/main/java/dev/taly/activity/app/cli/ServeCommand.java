package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.IngestSettings;
import dev.taly.activity.app.IngestWiring;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.app.http.MetricsHandler;
import dev.taly.activity.app.http.Page;
import dev.taly.activity.app.http.Scrapes;
import dev.taly.activity.app.scrape.JvmReading;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
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

    @Option(
            names = "--topic-arn",
            paramLabel = "ARN",
            defaultValue = "${env:ACTIVITY_TOPIC_ARN}",
            description = "The topic; else that of ACTIVITY_TOPIC_ARN, else the local stack's.")
    private @Nullable String topicArn;

    @Option(names = "--tokens", paramLabel = "FILE", description = "The file of the tokens, JSON or YAML.")
    private @Nullable Path tokens;

    @Option(
            names = "--tokens-secret",
            paramLabel = "ARN",
            description = "Or the secret of the tokens in AWS Secrets Manager.")
    private @Nullable String tokensSecret;

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

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the local stack keeps local.json (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Mixin
    private DashboardOptions dashboard;

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
        Opened opened = open(metrics);
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

    /** What is behind the port. */
    private record Opened(Door door, Optional<LiveDashboard> page) {}

    private Opened open(MetricSink metrics) {
        if (topicArn == null || topicArn.isEmpty()) {
            return toRunningStack(metrics);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TOPIC_ARN", topicArn);
        if (tokens != null || tokensSecret != null) {
            environment.put("TOKENS_FILE", tokens == null ? "" : tokens.toString());
            environment.put("TOKENS_SECRET_ARN", tokensSecret == null ? "" : tokensSecret);
        }
        try {
            IngestSettings settings = IngestSettings.of(environment);
            AwsClients aws =
                    AwsClients.fromEnvironment(environment).inRegion(SnsTransport.regionOf(settings.topicArn()));
            Supplier<TokenSet> known =
                    LocalDoor.checked(IngestWiring.tokens(settings, aws), "See --tokens and --tokens-secret.");
            return new Opened(
                    IngestWiring.door(settings, known, new SnsTransport(aws.sns(), settings.topicArn()), metrics),
                    dashboard.open(aws, settings.topicArn(), known, LOOPBACK.contains(host)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()),
                    "--topic-arn, --tokens and --tokens-secret set the first of them.",
                    e);
        }
    }

    private Opened toRunningStack(MetricSink metrics) {
        if (tokensSecret != null) {
            throw new CommandFailure("--tokens-secret needs a topic", "Name it with --topic-arn.");
        }
        if (tokens == null && !LOOPBACK.contains(host)) {
            throw new CommandFailure("the local stack's tokens are public", "Give your own with --tokens FILE.");
        }
        LocalEndpoints at = LocalStackFile.running(data, "name a topic with --topic-arn");
        return new Opened(
                LocalDoor.to(at, data, tokens, metrics),
                dashboard.open(at, LocalFiles.in(data), LocalDoor.tokens(tokens), LOOPBACK.contains(host)));
    }

    private void stop(HttpServer server, Optional<HttpServer> metrics, Optional<LiveDashboard> page) {
        console.note("Stopping …");
        server.close();
        metrics.ifPresent(HttpServer::close);
        page.ifPresent(LiveDashboard::close);
        console.note("Stopped.");
    }
}
