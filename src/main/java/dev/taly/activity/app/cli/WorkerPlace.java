package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a worker finds its queue and its bucket: as it is told, or in the running local stack. */
final class WorkerPlace {
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

    /**
     * Where everything is.
     *
     * @param environment the function's
     */
    record Place(AwsClients clients, String queueUrl, Map<String, String> environment) {
        Settings settings() {
            try {
                return Settings.of(environment);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()), "--bucket and --dlq-url set two of them.", e);
            }
        }
    }

    Place find() {
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
        var unused = Given.directory(Given.variable("CONFIG_DIR").map(Path::of).orElse(null), "CONFIG_DIR");
        Given.flag(bucket).ifPresent(name -> environment.put("BUCKET", name));
        Given.flag(dlqUrl).ifPresent(url -> environment.put("DLQ_URL", url));
        return new Place(endpoint.clients(Optional.empty()), queue.get(), environment);
    }
}
