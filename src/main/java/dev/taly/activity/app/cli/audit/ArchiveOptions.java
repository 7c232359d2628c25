package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.archive.DirectoryObjects;
import dev.taly.activity.archive.Partition;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the archive is: flags, then environment, then the local stack's directory. */
final class ArchiveOptions {
    private static final Path DEFAULT_DATA = Path.of("data");
    private static final String NO_REGION = "us-east-1";

    @Option(names = "--bucket", paramLabel = "NAME", description = "The archive's bucket; else ACTIVITY_BUCKET.")
    private @Nullable String bucket;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A copy of the bucket, or the local stack's directory; else, without a bucket, data.")
    private @Nullable Path data;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Where S3 and SNS are, if not at AWS; of S3 alone: AWS_ENDPOINT_URL_S3.")
    private @Nullable URI endpoint;

    /** Opens it; the caller closes it. */
    OpenArchive open() {
        Map<String, String> environment = System.getenv();
        if (bucket != null && data != null) {
            throw new CommandFailure("--bucket and --data name two archives", "Give one of them.");
        }
        Optional<String> name = given(bucket);
        if (name.isEmpty() && data == null) {
            name = given(environment.get("ACTIVITY_BUCKET"));
        }
        return name.isPresent() ? OpenArchive.ofBucket(clients(environment), name.get()) : directory();
    }

    private OpenArchive directory() {
        if (endpoint != null) {
            throw new CommandFailure("--endpoint-url needs a bucket", "Name it with --bucket.");
        }
        Path directory = data == null ? DEFAULT_DATA : data;
        if (!Files.isDirectory(directory.resolve(Partition.ROOT))) {
            throw new CommandFailure(
                    "there is no archive in " + directory + ": it has no directory events",
                    "Name a bucket with --bucket, or a copy of one with --data.");
        }
        return OpenArchive.ofDirectory(new DirectoryObjects(directory), directory);
    }

    private AwsClients clients(Map<String, String> environment) {
        if (endpoint == null) {
            return AwsClients.fromEnvironment(environment);
        }
        if (endpoint.getHost() == null
                || endpoint.getScheme() == null
                || !endpoint.getScheme().matches("https?")) {
            throw new CommandFailure("--endpoint-url must be http://HOST:PORT or https://HOST", "");
        }
        return AwsClients.at(
                endpoint,
                given(environment.get("AWS_REGION"))
                        .or(() -> given(environment.get("AWS_DEFAULT_REGION")))
                        .orElse(NO_REGION));
    }

    private static Optional<String> given(@Nullable String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
