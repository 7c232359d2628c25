package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.LocalStackServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackFlowIT extends FlowContractTest {
    @TempDir
    private Path data;

    private @Nullable LocalStackServer server;

    @BeforeEach
    void start() {
        server = LocalStackServer.startOrSkip("s3", "sqs", "sns");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    DeployedStack emptyStack() {
        return DeployedStack.deploy(
                LocalFiles.in(data),
                requireNonNull(server).endpoint(),
                requireNonNull(server).region());
    }

    @Override
    int events() {
        return 200;
    }
}
