package dev.taly.activity.app.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.local.LocalAws;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A tap sees what is published, takes nothing from others, and leaves nothing behind. */
final class TopicTapIT {
    private static final Duration WAIT = Duration.ofSeconds(1);

    @TempDir
    private static Path data;

    private static LocalAws local;
    private static AwsClients aws;
    private static SnsClient sns;
    private static SqsClient sqs;

    private final Clock clock = Clock.systemUTC();
    private String topic = "";

    @BeforeAll
    static void start() {
        local = LocalAws.start(data, "bucket", 0);
        aws = AwsClients.ofEmulator(local.endpoint(), LocalAws.REGION);
        sns = aws.sns();
        sqs = aws.sqs();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        sns.close();
        local.close();
    }

    @BeforeEach
    void makeTopic() {
        topic = sns.createTopic(create -> create.name("topic-" + Long.toHexString(System.nanoTime())))
                .topicArn();
    }

    @Test
    void whatIsPublished_comesAsItWasSent() {
        try (TopicTap tap = TopicTap.open(aws, topic, TapFilter.all(), clock)) {
            publish("{\"tenantId\":\"acme\"}");

            assertThat(received(tap, 1)).containsExactly("{\"tenantId\":\"acme\"}");
        }
    }

    @Test
    void whatIsNotWanted_doesNotCome() {
        TapFilter filter = new TapFilter(Set.of("acme"), Set.of(), Set.of("user_login"), Set.of());
        try (TopicTap tap = TopicTap.open(aws, topic, filter, clock)) {
            publish("{\"tenantId\":\"globex\",\"action\":\"user_login\"}");
            publish("{\"tenantId\":\"acme\",\"action\":\"other\"}");
            publish("{\"tenantId\":\"acme\",\"action\":\"user_login\"}");

            assertThat(received(tap, 1)).containsExactly("{\"tenantId\":\"acme\",\"action\":\"user_login\"}");
            assertThat(tap.receive(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void closing_removesQueueAndSubscription() {
        TopicTap.open(aws, topic, TapFilter.all(), clock).close();

        assertThat(taps()).isEmpty();
        assertThat(subscriptions()).isZero();
    }

    @Test
    void aTapThatCannotSubscribe_leavesNoQueue() {
        assertThatThrownBy(() -> TopicTap.open(aws, topic + "-gone", TapFilter.all(), clock))
                .isInstanceOf(NotFoundException.class);

        assertThat(taps()).isEmpty();
    }

    @Test
    void whatWasLeftBehind_isRemoved_andWhatIsInUseIsNot() {
        sqs.createQueue(create -> create.queueName("activity-tap-of-somebody"));
        String other = sns.createTopic(create -> create.name("other")).topicArn();
        Instant now = clock.instant();
        TopicTap killed =
                TopicTap.open(aws, topic, TapFilter.all(), Clock.fixed(now.minusSeconds(181), ZoneOffset.UTC));
        try (TopicTap inUse = TopicTap.open(aws, topic, TapFilter.all(), clock)) {
            assertThat(LeftTaps.remove(aws, other, now)).isEqualTo(new LeftTaps.Found(0, 0, 0));
            assertThat(LeftTaps.remove(aws, topic, now))
                    .as("a queue and its subscription; another is in use")
                    .isEqualTo(new LeftTaps.Found(1, 1, 1));
            assertThat(LeftTaps.remove(aws, topic, now)).isEqualTo(new LeftTaps.Found(0, 0, 1));

            publish("{\"tenantId\":\"acme\"}");
            assertThat(received(inUse, 1)).hasSize(1);
            assertThat(taps()).hasSize(2).anyMatch(url -> url.endsWith("activity-tap-of-somebody"));
        } finally {
            killed.close();
            sqs.deleteQueue(delete -> delete.queueUrl(sqs.getQueueUrl(get -> get.queueName("activity-tap-of-somebody"))
                    .queueUrl()));
        }
    }

    @Test
    void aTapThatIsBehind_dropsWhatWaitsAndCountsIt() {
        Clock later = Clock.offset(clock, Duration.ofMinutes(2));
        try (TopicTap tap = TopicTap.open(aws, topic, TapFilter.all(), later)) {
            for (int i = 0; i < 25; i++) {
                publish("{\"n\":" + i + "}");
            }

            assertThat(tap.receive(WAIT))
                    .as("what was received is news all the same")
                    .hasSize(10);
            assertThat(tap.dropped()).isEqualTo(15);
            assertThat(tap.receive(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aTapWhoseQueueIsGone_hasANewOne_andSaysThatItMissedSomething() {
        try (TopicTap tap = TopicTap.open(aws, topic, TapFilter.all(), clock)) {
            taps().forEach(url -> sqs.deleteQueue(delete -> delete.queueUrl(url)));
            assertThat(tap.receive(Duration.ZERO)).isEmpty();
            assertThat(tap.dropped()).isPositive();

            publish("{\"tenantId\":\"acme\"}");
            assertThat(received(tap, 1)).hasSize(1);
        }
        assertThat(taps()).isEmpty();
    }

    private void publish(String body) {
        sns.publish(publish -> publish.topicArn(topic).message(body));
    }

    private static List<String> received(TopicTap tap, int count) {
        List<String> bodies = new ArrayList<>();
        for (int tries = 0; tries < 10 && bodies.size() < count; tries++) {
            tap.receive(WAIT).stream().map(SourceMessage::body).forEach(bodies::add);
        }
        return bodies;
    }

    private static List<String> taps() {
        return sqs.listQueues(list -> list.queueNamePrefix("activity-tap-")).queueUrls();
    }

    private long subscriptions() {
        return sns.listSubscriptionsByTopic(list -> list.topicArn(topic))
                .subscriptions()
                .size();
    }
}
