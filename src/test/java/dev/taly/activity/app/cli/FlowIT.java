package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.SnsTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The main job on real protocols: published = distinct ids in S3 + dead letters, counted by code that shares none with it. */
final class FlowIT {
    private static final int EVENTS = 10_000;
    private static final int BROKEN = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    @Test
    void everyEvent_isStoredInItsPartitionOrDeadLettered() {
        Set<String> published = new HashSet<>();
        List<Message> letters;
        try (LocalDeployment local = LocalDeployment.start(data, 0);
                SqsClient sqs = local.clients().sqs()) {
            publishEvents(local, published);
            publishBroken(local);

            assertThat(local.drain(PATIENCE, queued -> {})).isZero();

            letters = QueueContents.of(sqs, local.endpoints().dlqUrl());
        }
        StoredTree stored = StoredTree.at(data);
        assertThat(published).hasSize(EVENTS);
        assertThat(stored.ids()).isEqualTo(published);
        assertThat(letters).hasSize(BROKEN).allSatisfy(letter -> {
            assertThat(letter.body()).startsWith("{\"broken\":");
            assertThat(QueueContents.attribute(letter, "rejection.code")).isEqualTo("unknown_field");
        });
    }

    private static void publishEvents(LocalDeployment local, Set<String> published) {
        SampleEvents sample = new SampleEvents(20_240_328, Instant.now(), 10);
        try (ActivityPublisher publisher = ActivityPublisher.to(new SnsTransport(
                        local.clients().sns(), local.endpoints().topicArn()))
                .bufferEvents(EVENTS)
                .build()) {
            for (int i = 0; i < EVENTS; i++) {
                assertThat(publisher.publish(sample.next()))
                        .isInstanceOfSatisfying(PublishResult.Accepted.class, accepted -> published.add(accepted.id()));
            }
            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(EVENTS);
        }
    }

    private static void publishBroken(LocalDeployment local) {
        try (SnsClient sns = local.clients().sns()) {
            for (int i = 0; i < BROKEN; i += 10) {
                List<PublishBatchRequestEntry> entries = new java.util.ArrayList<>();
                for (int k = 0; k < 10; k++) {
                    entries.add(PublishBatchRequestEntry.builder()
                            .id("e" + k)
                            .message("{\"broken\":" + (i + k) + "}")
                            .build());
                }
                sns.publishBatch(publish ->
                        publish.topicArn(local.endpoints().topicArn()).publishBatchRequestEntries(entries));
            }
        }
    }
}
