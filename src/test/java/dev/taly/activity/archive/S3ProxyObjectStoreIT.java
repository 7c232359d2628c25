package dev.taly.activity.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class S3ProxyObjectStoreIT extends ObjectStoreContractTest {
    @TempDir
    private static Path folder;

    private static S3ProxyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new S3ProxyServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ObjectStore emptyStore() {
        return server.emptyStore();
    }
}
