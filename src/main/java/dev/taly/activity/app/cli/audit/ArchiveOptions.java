package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.Given;
import dev.taly.activity.archive.DirectoryObjects;
import dev.taly.activity.archive.Partition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the archive is: flags, then environment, then the local stack's directory. */
final class ArchiveOptions {
    private static final Path DEFAULT_DATA = Path.of("data");

    @Option(names = "--bucket", paramLabel = "NAME", description = "The archive's bucket; else ACTIVITY_BUCKET.")
    private @Nullable String bucket;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A copy of the bucket, or the local stack's directory; else, without a bucket, data.")
    private @Nullable Path data;

    @Mixin
    private EndpointOptions endpoint;

    /** Opens it; the caller closes it. */
    OpenArchive open() {
        if (bucket != null && data != null) {
            throw new CommandFailure("--bucket and --data name two archives", "Give one of them.");
        }
        Optional<String> name = Given.flag(bucket);
        if (name.isEmpty() && data == null) {
            name = Given.variable("ACTIVITY_BUCKET");
        }
        return name.isPresent() ? OpenArchive.ofBucket(endpoint.clients(Optional.empty()), name.get()) : directory();
    }

    private OpenArchive directory() {
        endpoint.needs("a bucket", "--bucket");
        Path directory = data == null ? DEFAULT_DATA : data;
        if (!Files.isDirectory(directory.resolve(Partition.ROOT))) {
            throw new CommandFailure(
                    "there is no archive in " + directory + ": it has no directory events",
                    "Name a bucket with --bucket, or a copy of one with --data.");
        }
        return OpenArchive.ofDirectory(new DirectoryObjects(directory), directory);
    }
}
