package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.LocalStackServer;
import dev.taly.activity.app.AwsClients;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

final class LocalStackAlertStatesIT extends AlertStatesContractTest {
    private static @Nullable LocalStackServer server;
    private static @Nullable S3Client s3;

    @BeforeAll
    static void start() {
        server = LocalStackServer.startOrSkip("s3");
        s3 = AwsClients.ofEmulator(server.endpoint(), server.region()).s3();
    }

    @AfterAll
    static void stop() {
        if (s3 != null) {
            s3.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    AlertStates none() {
        String bucket = "activity-alerts-" + UUID.randomUUID();
        requireNonNull(s3).createBucket(create -> create.bucket(bucket));
        return new S3AlertStates(requireNonNull(s3), bucket);
    }
}
