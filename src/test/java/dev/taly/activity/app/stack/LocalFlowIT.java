package dev.taly.activity.app.stack;

import dev.taly.activity.local.LocalAws;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class LocalFlowIT extends FlowContractTest {
    @TempDir
    private Path data;

    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start(data, DeployedStack.BUCKET, 0);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Override
    DeployedStack emptyStack() {
        return DeployedStack.deploy(LocalFiles.in(data), aws.endpoint(), LocalAws.REGION);
    }

    @Override
    int events() {
        return 10_000;
    }
}
