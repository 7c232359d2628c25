package dev.taly.activity.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.cli.SampleEvents;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.SnsTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The main job on real protocols: published = distinct ids in S3 + dead letters, counted by code that shares none with it. */
abstract class FlowContractTest {
    private static final int BROKEN = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A stack with nothing in it. */
    abstract DeployedStack emptyStack();

    /** How many events to send through it. */
    abstract int events();

    @Test
    void everyEvent_isStoredInItsPartitionOrDeadLettered() {
        Set<String> published = new HashSet<>();
        try (DeployedStack stack = emptyStack();
                SqsClient sqs = stack.clients().sqs();
                S3Client s3 = stack.clients().s3()) {
            publishEvents(stack, published);
            publishBroken(stack);

            assertThat(stack.drain(PATIENCE, queued -> {})).isZero();

            assertThat(published).hasSize(events());
            assertThat(StoredTree.in(s3, stack.endpoints().bucket()).ids()).isEqualTo(published);
            List<Message> letters = QueueContents.of(sqs, stack.endpoints().dlqUrl());
            assertThat(letters).hasSize(BROKEN).allSatisfy(letter -> {
                assertThat(letter.body()).startsWith("{\"broken\":");
                assertThat(QueueContents.attribute(letter, "rejection.code")).isEqualTo("unknown_field");
            });
        }
    }

    private void publishEvents(DeployedStack stack, Set<String> published) {
        SampleEvents sample = new SampleEvents(20_240_328, Instant.now(), 10);
        try (ActivityPublisher publisher = ActivityPublisher.to(new SnsTransport(
                        stack.clients().sns(), stack.endpoints().topicArn()))
                .bufferEvents(events())
                .build()) {
            for (int i = 0; i < events(); i++) {
                assertThat(publisher.publish(sample.next()))
                        .isInstanceOfSatisfying(PublishResult.Accepted.class, accepted -> published.add(accepted.id()));
            }
            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(events());
        }
    }

    private static void publishBroken(DeployedStack stack) {
        try (SnsClient sns = stack.clients().sns()) {
            for (int from = 0; from < BROKEN; from += 10) {
                List<PublishBatchRequestEntry> entries = new ArrayList<>();
                for (int i = from; i < from + 10; i++) {
                    entries.add(PublishBatchRequestEntry.builder()
                            .id("e" + i)
                            .message("{\"broken\":" + i + "}")
                            .build());
                }
                sns.publishBatch(publish ->
                        publish.topicArn(stack.endpoints().topicArn()).publishBatchRequestEntries(entries));
            }
        }
    }
}
