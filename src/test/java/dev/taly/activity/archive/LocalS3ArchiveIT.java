package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalS3;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class LocalS3ArchiveIT extends ArchiveContractTest {
    @TempDir
    private static Path folder;

    private static @Nullable LocalS3 server;
    private static @Nullable BucketMaker buckets;

    @BeforeAll
    static void start() {
        server = LocalS3.start(folder, "activity-log");
        buckets = new BucketMaker(server.endpoint(), LocalAws.REGION);
    }

    @AfterAll
    static void stop() {
        requireNonNull(buckets).close();
        requireNonNull(server).close();
    }

    @Override
    ObjectStore emptyStore() {
        return requireNonNull(buckets).emptyStore();
    }
}
