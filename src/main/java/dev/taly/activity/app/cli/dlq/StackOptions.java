package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Where SQS and S3 are, if not at AWS or the local stack.")
    private @Nullable URI endpoint;

    @Option(names = "--data", paramLabel = "DIR", description = "The local stack on that directory (default: data).")
    private @Nullable Path data;

    /** Opens it; the caller closes it. */
    DlqStack open() {
        Map<String, String> environment = System.getenv();
        Optional<String> named = given(dlq);
        if (named.isEmpty() && data == null) {
            named = given(environment.get("ACTIVITY_DLQ"));
        }
        if (named.isPresent()) {
            return new DlqStack(
                    clients(named.get(), environment),
                    named.get(),
                    given(queue).or(() -> given(environment.get("ACTIVITY_QUEUE"))),
                    given(bucket).or(() -> given(environment.get("ACTIVITY_BUCKET"))));
        }
        if (endpoint != null) {
            throw new CommandFailure("--endpoint-url needs a queue", "Name it with --dlq.");
        }
        LocalEndpoints local = LocalStackFile.running(data == null ? DEFAULT_DATA : data, "name the queue with --dlq");
        return new DlqStack(
                AwsClients.ofEmulator(local.sqsEndpoint(), LocalAws.REGION),
                local.dlqUrl(),
                Optional.of(given(queue).orElse(local.queueUrl())),
                Optional.of(given(bucket).orElse(local.bucket())));
    }

    private AwsClients clients(String queueName, Map<String, String> environment) {
        Matcher url = AWS_QUEUE.matcher(queueName);
        Optional<String> region = url.matches()
                ? Optional.of(url.group(1))
                : given(environment.get("AWS_REGION")).or(() -> given(environment.get("AWS_DEFAULT_REGION")));
        if (endpoint != null) {
            return AwsClients.at(endpoint, region.orElse(LocalAws.REGION));
        }
        AwsClients clients = AwsClients.fromEnvironment(environment);
        return region.map(clients::inRegion).orElse(clients);
    }

    private static Optional<String> given(@Nullable String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
