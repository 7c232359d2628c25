package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class LocalStackObjectStoreIT extends ObjectStoreContractTest {
    private static @Nullable LocalStackServer server;

    @BeforeAll
    static void start() {
        server = LocalStackServer.startOrSkip();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    ObjectStore emptyStore() {
        return requireNonNull(server).emptyStore();
    }
}
