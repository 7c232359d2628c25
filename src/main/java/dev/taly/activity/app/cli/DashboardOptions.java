package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.local.LocalEndpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether to serve the dashboard, and what it may look at beside the topic. */
final class DashboardOptions {
    @Option(
            names = "--dashboard",
            description = {
                "Serve the dashboard, too, for tokens that may watch. It needs rights to make a",
                "queue and to subscribe it to the topic."
            })
    private boolean wanted;

    @Option(
            names = "--behind-tls",
            description = {
                "Browsers come through something that speaks TLS, under a name of its own. Without",
                "it, a dashboard on loopback answers to this machine's browsers alone."
            })
    private boolean behindTls;

    @Option(
            names = "--bucket",
            paramLabel = "BUCKET",
            description = "The archive that the dashboard searches; else it searches none.")
    private @Nullable String bucket;

    @Option(names = "--queue-url", paramLabel = "URL", description = "The consumer's queue, for its depth.")
    private @Nullable String queueUrl;

    @Option(names = "--dlq-url", paramLabel = "URL", description = "Its dead-letter queue, for its depth.")
    private @Nullable String dlqUrl;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "${env:CONFIG_DIR}",
            description = "The consumer's files of settings, by which the dashboard protects what it shows.")
    private @Nullable Path config;

    @Option(
            names = "--pseudonym-keys",
            paramLabel = "ARN|FILE",
            defaultValue = "${env:PSEUDONYM_KEYS}",
            description = "To show the archive's own pseudonyms; else others, each time.")
    private @Nullable String pseudonymKeys;

    /** The dashboard of a topic, if it is wanted. */
    Optional<LiveDashboard> open(AwsClients aws, String topicArn, Supplier<TokenSet> tokens, boolean loopback) {
        return open(
                new WatchedStack(
                        aws,
                        topicArn,
                        Given.flag(queueUrl),
                        Given.flag(dlqUrl),
                        Given.flag(bucket),
                        Given.directory(config, "--config"),
                        Given.flag(pseudonymKeys)),
                tokens,
                loopback);
    }

    /** The dashboard of a local stack, if it is wanted. */
    Optional<LiveDashboard> open(LocalEndpoints at, LocalFiles files, Supplier<TokenSet> tokens, boolean loopback) {
        return open(WatchedStack.of(at, files), tokens, loopback);
    }

    private Optional<LiveDashboard> open(WatchedStack stack, Supplier<TokenSet> tokens, boolean loopback) {
        return wanted
                ? Optional.of(LiveDashboard.open(stack, tokens, List::of, loopback && !behindTls))
                : Optional.empty();
    }
}
