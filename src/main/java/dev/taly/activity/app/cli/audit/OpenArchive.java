package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.archive.DirectoryObjects;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.Follower;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An archive to read.
 *
 * @param source its objects
 * @param objectsAtOnce how many to read at the same time
 * @param clients of the account that the bucket is in; nothing for a directory
 * @param directory where the copy is; nothing for a bucket
 */
record OpenArchive(
        ObjectSource source, int objectsAtOnce, Optional<AwsClients> clients, Optional<Path> directory, Runnable end)
        implements AutoCloseable {
    /** S3 lets each request wait some ten milliseconds, whatever is asked for. */
    private static final int FROM_S3 = 12;

    static OpenArchive ofBucket(AwsClients clients, String bucket) {
        S3Client s3 = clients.s3();
        return new OpenArchive(
                new S3ObjectStore(s3, bucket), FROM_S3, Optional.of(clients), Optional.empty(), s3::close);
    }

    static OpenArchive ofDirectory(DirectoryObjects objects, Path directory) {
        return new OpenArchive(
                objects,
                Runtime.getRuntime().availableProcessors(),
                Optional.empty(),
                Optional.of(directory),
                () -> {});
    }

    ArchiveReader reader() {
        return new ArchiveReader(source, objectsAtOnce);
    }

    Follower follower(Clock clock) {
        return new Follower(source, objectsAtOnce, clock);
    }

    @Override
    public void close() {
        end.run();
    }
}
