package dev.taly.activity;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, where Docker answers. */
public final class LocalStackServer implements AutoCloseable {
    private static final String IMAGE = System.getProperty("localstack.image", "localstack/localstack:4.14.0");

    private final LocalStackContainer container;

    private LocalStackServer(LocalStackContainer container) {
        this.container = container;
    }

    /** Skips the test, and says why, where no Docker answers. */
    public static LocalStackServer startOrSkip(String... services) {
        Skip.unless(
                DockerClientFactory.instance().isDockerAvailable(),
                "needs Docker to run " + IMAGE + ", and no Docker daemon answers");
        LocalStackContainer container = new LocalStackContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"))
                .withServices(services);
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            Skip.unless(!(e.getCause() instanceof ContainerFetchException), "cannot get the image " + IMAGE);
            throw e;
        }
        return new LocalStackServer(container);
    }

    /** The one address of all services. */
    public URI endpoint() {
        return container.getEndpoint();
    }

    /** The region of every ARN. */
    public String region() {
        return container.getRegion();
    }

    @Override
    public void close() {
        container.close();
    }
}
