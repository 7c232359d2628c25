package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.LocalStackServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class LocalStackObjectStoreIT extends ObjectStoreContractTest {
    private static @Nullable LocalStackServer server;
    private static @Nullable BucketMaker buckets;

    @BeforeAll
    static void start() {
        server = LocalStackServer.startOrSkip("s3");
        buckets = new BucketMaker(server.endpoint(), server.region());
    }

    @AfterAll
    static void stop() {
        if (buckets != null) {
            buckets.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    ObjectStore emptyStore() {
        return requireNonNull(buckets).emptyStore();
    }
}
