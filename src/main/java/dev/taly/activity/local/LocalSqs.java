package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** SQS by ElasticMQ: queues in memory, gone with the process. */
final class LocalSqs implements AutoCloseable {
    private final SQSRestServer server;
    private final URI endpoint;

    private LocalSqs(SQSRestServer server, URI endpoint) {
        this.server = requireNonNull(server, "server is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
    }

    /**
     * Starts it on a free port of loopback.
     *
     * @param front the address that queue URLs show
     */
    static LocalSqs start(URI front) {
        SQSRestServer server = SQSRestServerBuilder.withInterface(LocalAws.LOOPBACK)
                .withDynamicPort()
                .withServerAddress(new NodeAddress(front.getScheme(), front.getHost(), front.getPort(), ""))
                .withAWSRegion(LocalAws.REGION)
                .withAWSAccountId(LocalAws.ACCOUNT)
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new LocalSqs(server, URI.create("http://" + LocalAws.LOOPBACK + ":" + port));
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
