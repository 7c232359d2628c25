package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.IngestSettings;
import dev.taly.activity.app.IngestWiring;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.metrics.MetricSink;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** To which topic {@code activity serve} publishes, and for whose tokens. */
final class ServedTopic {
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
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the local stack keeps local.json (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Mixin
    private DashboardOptions dashboard;

    /** What is behind the port. */
    record Opened(Door door, Optional<LiveDashboard> page) {}

    /** @param loopback whether this machine alone can reach it */
    Opened open(MetricSink metrics, boolean loopback) {
        if (topicArn == null || topicArn.isEmpty()) {
            return toRunningStack(metrics, loopback);
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
                    dashboard.open(aws, settings.topicArn(), known, loopback));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()),
                    "--topic-arn, --tokens and --tokens-secret set the first of them.",
                    e);
        }
    }

    private Opened toRunningStack(MetricSink metrics, boolean loopback) {
        if (tokensSecret != null) {
            throw new CommandFailure("--tokens-secret needs a topic", "Name it with --topic-arn.");
        }
        if (tokens == null && !loopback) {
            throw new CommandFailure("the local stack's tokens are public", "Give your own with --tokens FILE.");
        }
        LocalEndpoints at = LocalStackFile.running(data, "name a topic with --topic-arn");
        return new Opened(
                LocalDoor.to(at, data, tokens, metrics),
                dashboard.open(at, LocalFiles.in(data), LocalDoor.tokens(tokens), loopback));
    }
}
