package dev.taly.activity.local.sns;

import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** The handler in a server on loopback, with a client of the SDK that does not retry. */
final class SnsServer {
    private final Server server = new Server();
    private final URI uri;
    private final SnsClient client;

    SnsServer(QueueSender queues) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        server.addConnector(connector);
        server.setHandler(new SnsHandler(
                "us-east-1",
                "000000000000",
                queues,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString()));
        server.start();
        uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
        client = SnsClient.builder()
                .endpointOverride(uri)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    URI uri() {
        return uri;
    }

    SnsClient client() {
        return client;
    }

    void stop() throws Exception {
        client.close();
        server.stop();
    }
}
