package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.SnsTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A server of moto for each class, and for each test the template's parts in it, without anything in them. */
abstract class OnMoto {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static MotoServer server;

    MotoStack stack;
    S3Client s3;
    SqsClient sqs;
    SnsClient sns;

    @BeforeAll
    static void start() throws IOException {
        server = MotoServer.startOrSkip();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        server.reset();
        stack = MotoStack.deployForUse(server);
        s3 = stack.clients().s3();
        sqs = stack.clients().sqs();
        sns = stack.clients().sns();
    }

    @AfterEach
    void closeClients() {
        s3.close();
        sqs.close();
        sns.close();
    }

    /** By the product's client; the ids. */
    final Set<String> publish(List<ActivityEvent> events) {
        Set<String> ids = new HashSet<>();
        try (ActivityPublisher publisher = ActivityPublisher.to(
                        new SnsTransport(stack.clients().sns(), known("Topic")))
                .build()) {
            for (ActivityEvent event : events) {
                assertThat(publisher.publish(event))
                        .isInstanceOfSatisfying(PublishResult.Accepted.class, accepted -> ids.add(accepted.id()));
            }
            assertThat(publisher.flush(PATIENCE)).isZero();
        }
        return ids;
    }

    final List<S3Object> objects(String prefix) {
        return s3.listObjectsV2(list -> list.bucket(known("Bucket")).prefix(prefix))
                .contents();
    }

    final String known(String id) {
        return stack.values().known().get(id);
    }
}
