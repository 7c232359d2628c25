package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.PublisherStats;
import dev.taly.activity.publish.SnsTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a file of events to a topic. */
@Command(
        name = "publish",
        description = "Publish events, one JSON object a line, to a topic.",
        footer = {
            "",
            "Examples:",
            "  activity publish events.jsonl                        to the local stack",
            "  activity publish - --topic-arn arn:aws:sns:…  < f    to a topic in AWS"
        })
final class PublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A file of JSON lines; - for standard input.")
    private String file;

    @Option(
            names = "--topic-arn",
            paramLabel = "ARN",
            defaultValue = "${env:ACTIVITY_TOPIC_ARN}",
            description = "The topic; else that of ACTIVITY_TOPIC_ARN, else the local stack's.")
    private @Nullable String topicArn;

    @Mixin
    private EndpointOptions endpoint;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the local stack keeps local.json (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long an event is tried again (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    private final Console console;

    PublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new CommandFailure("--timeout must be at least 1", "");
        }
        PublishSummary summary = publish();
        if (json) {
            summary.printJson(console.out());
        } else {
            summary.print(console.out());
        }
        return summary.isComplete() ? 0 : 1;
    }

    private PublishSummary publish() {
        List<PublishSummary.Refused> refused = new ArrayList<>();
        long refusedInAll = 0;
        try (InputLines lines = InputLines.open(file, console);
                BulkPublisher publisher = new BulkPublisher(transport(), Duration.ofSeconds(timeout));
                Progress progress = Progress.start(console, "Publishing", " MB", 1_000_000, lines.size())) {
            for (InputLines.Line line = lines.next(); line != null; line = lines.next()) {
                Optional<Rejection> rejection = publisher.publish(line);
                if (rejection.isPresent() && ++refusedInAll <= PublishSummary.MAX_LISTED) {
                    refused.add(new PublishSummary.Refused(line.number(), rejection.get()));
                }
                progress.at(lines.position());
            }
            PublisherStats stats = publisher.flush();
            return new PublishSummary(
                    stats.delivered(),
                    refused,
                    refusedInAll,
                    stats.droppedInAll() + stats.pending(),
                    publisher.failures());
        }
    }

    private SnsTransport transport() {
        if (topicArn == null || topicArn.isEmpty()) {
            return toRunningStack();
        }
        try {
            AwsClients clients = endpoint.clients(Optional.of(SnsTransport.regionOf(topicArn)));
            return new SnsTransport(clients.sns(), topicArn);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()), "--topic-arn takes arn:aws:sns:REGION:ACCOUNT:NAME.", e);
        }
    }

    private SnsTransport toRunningStack() {
        endpoint.needs("a topic", "--topic-arn");
        LocalEndpoints local = LocalStackFile.running(data, "name a topic with --topic-arn");
        String region = SnsTransport.regionOf(local.topicArn());
        return new SnsTransport(
                AwsClients.ofEmulator(local.snsEndpoint(), region).sns(), local.topicArn());
    }
}
