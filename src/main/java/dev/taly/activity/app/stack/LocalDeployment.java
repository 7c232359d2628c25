package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.tap.Tap;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongConsumer;

/** The stack on the local AWS of this process. As long as it runs, {@code DATA/local.json} says where. */
public final class LocalDeployment implements AutoCloseable {
    private final LocalAws aws;
    private final DeployedStack stack;
    private final Path data;

    private LocalDeployment(LocalAws aws, DeployedStack stack, Path data) {
        this.aws = requireNonNull(aws, "aws is null");
        this.stack = requireNonNull(stack, "stack is null");
        this.data = requireNonNull(data, "data is null");
    }

    /**
     * Starts it; that takes some seconds.
     *
     * @param data where the objects stay
     * @param port of all services on loopback, 0 for any free one
     * @throws dev.taly.activity.local.LocalAwsException if port or directory are in use
     */
    public static LocalDeployment start(Path data, int port) {
        return start(data, port, MetricSink.none());
    }

    /**
     * The same.
     *
     * @param metrics where the consumer's figures go
     */
    public static LocalDeployment start(Path data, int port, MetricSink metrics) {
        LocalAws aws = LocalAws.start(data, DeployedStack.BUCKET, port);
        DeployedStack stack = null;
        try {
            stack = DeployedStack.deploy(
                    LocalFiles.in(data),
                    AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION).withOwn(aws.sqsEndpoint(), aws.s3Endpoint()),
                    aws.endpoint(),
                    metrics);
            LocalDeployment local = new LocalDeployment(aws, stack, data);
            local.announce(local.endpoints());
            return local;
        } catch (RuntimeException e) {
            if (stack != null) {
                stack.close();
            }
            aws.close();
            throw e;
        }
    }

    /**
     * Says in {@code local.json} that there is an HTTP door, too.
     *
     * @param http its address
     */
    public void announceHttp(URI http) {
        announce(endpoints().withHttp(http));
    }

    private void announce(LocalEndpoints at) {
        try {
            at.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write local.json to " + data, e);
        }
    }

    public LocalEndpoints endpoints() {
        return stack.endpoints();
    }

    /** Makes clients of it; the caller closes those. */
    public AwsClients clients() {
        return stack.clients();
    }

    /** Looks on at what is published. */
    public Tap tap() {
        return LocalTap.open(clients().sns(), endpoints().topicArn(), aws.mailbox("dashboard"), Clock.systemUTC());
    }

    /** Publishers get an error from now on, and keep their events. */
    public void refusePublishing() {
        aws.refusePublishing();
    }

    /** How many dead letters there are. */
    public long deadLetters() {
        return stack.deadLetters();
    }

    /** As {@link DeployedStack#drain}. */
    public long drain(Duration timeout, LongConsumer progress) {
        return stack.drain(timeout, progress);
    }

    @Override
    public void close() {
        stack.close();
        try {
            LocalEndpoints.remove(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove local.json in " + data, e);
        } finally {
            aws.close();
        }
    }
}
