package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the stack is: flags, then environment, then the local stack. Who names a local stack's directory, means that. */
final class StackOptions {
    private static final Path DEFAULT_DATA = Path.of("data");
    private static final Pattern AWS_QUEUE =
            Pattern.compile("https://(?:sqs\\.)?([a-z0-9-]+)\\.(?:queue\\.)?amazonaws\\.com(?:\\.cn)?/.*");

    @Option(
            names = "--dlq",
            paramLabel = "NAME|URL",
            description = "The dead letter queue; else ACTIVITY_DLQ, else the local stack's.")
    private @Nullable String dlq;

    @Option(
            names = "--queue",
            paramLabel = "NAME|URL",
            description = "The consumer's queue; else ACTIVITY_QUEUE, else the one whose dead letters these are.")
    private @Nullable String queue;

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            description = "The archive's bucket; else ACTIVITY_BUCKET, else the local stack's.")
    private @Nullable String bucket;

    @Mixin
    private EndpointOptions endpoint;

    @Option(names = "--data", paramLabel = "DIR", description = "The local stack on that directory (default: data).")
    private @Nullable Path data;

    /** Opens it; the caller closes it. */
    DlqStack open() {
        Optional<String> named = Given.flag(dlq);
        if (named.isEmpty() && data == null) {
            named = Given.variable("ACTIVITY_DLQ");
        }
        if (named.isPresent()) {
            return new DlqStack(
                    clients(named.get()),
                    named.get(),
                    Given.flag(queue).or(() -> Given.variable("ACTIVITY_QUEUE")),
                    Given.flag(bucket).or(() -> Given.variable("ACTIVITY_BUCKET")));
        }
        endpoint.needs("a queue", "--dlq");
        LocalEndpoints local = LocalStackFile.running(data == null ? DEFAULT_DATA : data, "name the queue with --dlq");
        return new DlqStack(
                AwsClients.ofEmulator(local.sqsEndpoint(), LocalAws.REGION),
                local.dlqUrl(),
                Optional.of(Given.flag(queue).orElse(local.queueUrl())),
                Optional.of(Given.flag(bucket).orElse(local.bucket())));
    }

    private AwsClients clients(String queueName) {
        Matcher url = AWS_QUEUE.matcher(queueName);
        return endpoint.clients(url.matches() ? Optional.of(url.group(1)) : Optional.empty());
    }
}
