package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.taly.activity.local.sns.QueueSender;
import java.net.URI;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;

/** SQS by ElasticMQ: queues in memory, gone with the process. */
final class LocalSqs implements AutoCloseable {
    /** Whoever stops the process may first work off the queues. */
    private static final Config CONFIG =
            ConfigFactory.parseString("pekko.jvm-shutdown-hooks = off").withFallback(ConfigFactory.load());

    private final ActorSystem actors;
    private final ActorRef queues;
    private final SQSRestServer server;
    private final URI endpoint;

    private LocalSqs(ActorSystem actors, ActorRef queues, SQSRestServer server, URI endpoint) {
        this.actors = requireNonNull(actors, "actors is null");
        this.queues = requireNonNull(queues, "queues is null");
        this.server = requireNonNull(server, "server is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
    }

    /**
     * Starts it on a free port of loopback.
     *
     * @param front the address that queue URLs show
     */
    static LocalSqs start(URI front) {
        ActorSystem actors = ActorSystem.create("elasticmq", CONFIG);
        try {
            ActorRef queues = actors.actorOf(Props.create(
                    QueueManagerActor.class,
                    () -> new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, Option.empty())));
            SQSRestServer server = SQSRestServerBuilder.withInterface(LocalAws.LOOPBACK)
                    .withDynamicPort()
                    .withActorSystem(actors)
                    .withQueueManagerActor(queues)
                    .withServerAddress(new NodeAddress(front.getScheme(), front.getHost(), front.getPort(), ""))
                    .withAWSRegion(LocalAws.REGION)
                    .withAWSAccountId(LocalAws.ACCOUNT)
                    .start();
            int port = server.waitUntilStarted().localAddress().getPort();
            return new LocalSqs(actors, queues, server, URI.create("http://" + LocalAws.LOOPBACK + ":" + port));
        } catch (RuntimeException e) {
            stop(actors);
            throw e;
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /**
     * Sends to its queues, within the process where that can be.
     *
     * @param wire sends to {@link #endpoint}
     */
    QueueSender sender(QueueSender wire) {
        return new InProcessQueues(queues, wire);
    }

    @Override
    public void close() {
        server.stopAndWait();
        stop(actors);
    }

    private static void stop(ActorSystem actors) {
        var unused = actors.terminate();
        actors.getWhenTerminated().toCompletableFuture().join();
    }
}
