package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.LocalStackServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class LocalStackFlowIT extends FlowContractTest {
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
                requireNonNull(server).endpoint(), requireNonNull(server).region());
    }

    @Override
    int events() {
        return 200;
    }
}
