package dev.taly.activity.app.cli.shell;

import dev.taly.activity.app.AwsClients;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the account is: at AWS, or at another address. */
public final class EndpointOptions {
    private static final String NO_REGION = "us-east-1";

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description =
                    "Where the services are, if not at AWS; else AWS_ENDPOINT_URL, or of one AWS_ENDPOINT_URL_S3 and so on.")
    private @Nullable URI endpoint;

    /** For picocli. */
    public EndpointOptions() {}

    /** Says that an address alone is not enough, where there is one. */
    public void needs(String what, String flag) {
        if (endpoint != null) {
            throw new CommandFailure("--endpoint-url needs " + what, "Name it with " + flag + ".");
        }
    }

    /** The address that the flag says, if it does. */
    public Optional<URI> url() {
        return Optional.ofNullable(endpoint);
    }

    /**
     * Clients of the account.
     *
     * @param known the region, where a flag says it; else the environment does
     */
    public AwsClients clients(Optional<String> known) {
        Optional<String> region =
                known.or(() -> Given.variable("AWS_REGION")).or(() -> Given.variable("AWS_DEFAULT_REGION"));
        if (endpoint == null) {
            AwsClients clients = AwsClients.fromEnvironment(System.getenv());
            return region.map(clients::inRegion).orElse(clients);
        }
        if (endpoint.getHost() == null
                || endpoint.getScheme() == null
                || !endpoint.getScheme().matches("https?")) {
            throw new CommandFailure("--endpoint-url must be http://HOST:PORT or https://HOST", "");
        }
        return AwsClients.at(endpoint, region.orElse(NO_REGION));
    }
}
