package dev.taly.activity.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taly.activity.app.AwsClients;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.s3.S3Client;

/** LocalStack in a container, where Docker answers. */
final class LocalStackServer implements AutoCloseable {
    private static final String IMAGE = System.getProperty("localstack.image", "localstack/localstack:4.14.0");

    private final LocalStackContainer container;
    private final S3Client client;

    private LocalStackServer(LocalStackContainer container) {
        this.container = container;
        this.client = AwsClients.ofEmulator(container.getEndpoint(), container.getRegion())
                .s3();
    }

    /** Skips the test, and says why, where no Docker answers. */
    static LocalStackServer startOrSkip() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "needs Docker to run " + IMAGE + ", and no Docker daemon answers");
        LocalStackContainer container = new LocalStackContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"))
                .withServices("s3");
        container.start();
        return new LocalStackServer(container);
    }

    ObjectStore emptyStore() {
        String bucket = "activity-log-" + UUID.randomUUID();
        client.createBucket(create -> create.bucket(bucket));
        return new S3ObjectStore(client, bucket);
    }

    @Override
    public void close() {
        client.close();
        container.close();
    }
}
