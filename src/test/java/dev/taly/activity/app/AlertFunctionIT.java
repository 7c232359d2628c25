package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.TopicQueues;
import dev.taly.activity.app.alert.Notices;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that raises alerts, as the template wires it: what is stored in, messages of the topics out. */
final class AlertFunctionIT {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");
    private static final int MUCH = 60_000;
    private static final Queue<Measurements> FIGURES = new ConcurrentLinkedQueue<>();
    private static final String DLQ = "activity-dlq";

    @TempDir
    private static Path data;

    private static LocalAws local;
    private static AwsClients aws;
    private static SnsClient sns;
    private static SqsClient sqs;
    private static S3Client s3;

    private static AlertSettings settings;
    private static String alertQueue = "";
    private static String eventQueue = "";

    @BeforeAll
    static void start() {
        local = LocalAws.start(data, "activity-log", 0);
        aws = AwsClients.ofEmulator(local.endpoint(), LocalAws.REGION);
        sns = aws.sns();
        sqs = aws.sqs();
        s3 = aws.s3();
        s3.createBucket(create -> create.bucket("activity-alerts"));
        String alerts = topic("activity-alerts");
        String events = topic("activity-events");
        alertQueue = TopicQueues.subscribed(sns, sqs, alerts, "to-alerts");
        eventQueue = TopicQueues.subscribed(sns, sqs, events, "to-events");
        settings = new AlertSettings(
                "activity-log",
                "activity-alerts",
                alerts,
                events,
                List.of(queue(DLQ), queue("activity-undelivered")),
                ConfigSource.none());
    }

    @AfterAll
    static void stop() {
        s3.close();
        sqs.close();
        sns.close();
        local.close();
    }

    @Test
    void bruteForce_deliveredTwiceAndShuffled_isExactlyTheAlertsOfTheRules() throws IOException {
        FIGURES.clear();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> notices = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            notices.add(Notices.stored("activity-log", put("acme", failedLogin("acme", i, "user-" + i % 3))));
        }
        notices.addAll(List.copyOf(notices));
        Collections.shuffle(notices, random);

        for (int from = 0; from < notices.size(); from += 20) {
            // Each time another instance of the function.
            assertThat(handle(NOON.plusSeconds(300), notices.subList(from, from + 20)))
                    .isEqualTo("{\"batchItemFailures\":[]}");
        }

        List<JsonNode> told = received(alertQueue);
        assertThat(told)
                .as("seed %d", seed)
                .extracting(alert ->
                        alert.path("rule").asText() + " " + alert.path("key").asText())
                .containsExactlyInAnyOrder(
                        "failed-logins-of-actor user-0",
                        "failed-logins-of-actor user-1",
                        "failed-logins-of-actor user-2",
                        "failed-logins-from-ip 203.0.113.7");
        assertThat(told)
                .allSatisfy(alert -> assertThat(alert.path("text").asText()).contains("tenant acme"));
        assertThat(received(eventQueue))
                .extracting(event -> event.path("action").asText() + " "
                        + event.path("tenantId").asText())
                .containsOnly("alert_raised acme")
                .hasSize(4);
        assertThat(FIGURES)
                .flatExtracting(Measurements::samples)
                .filteredOn(sample -> sample.metric() == Metric.ALERTS_RAISED)
                .as("figures, seed %d", seed)
                .allSatisfy(sample -> assertThat(sample.label()).isEqualTo("warn"))
                .flatExtracting(Measurements.Sample::values)
                .satisfies(values -> assertThat(
                                values.stream().mapToDouble(Double.class::cast).sum())
                        .isEqualTo(4));
    }

    @Test
    void deadLettersThatPileUp_areTold() throws IOException {
        handle(NOON, List.of("{\"notice\":\"tick\"}"));
        for (int i = 0; i < 10; i++) {
            sqs.sendMessage(send -> send.queueUrl(settings.queueUrls().get(0)).messageBody("{}"));
        }

        handle(NOON.plusSeconds(60), List.of("{\"notice\":\"tick\"}"));
        handle(NOON.plusSeconds(120), List.of("{\"notice\":\"tick\"}"));

        assertThat(received(alertQueue))
                .extracting(alert -> alert.path("text").asText())
                .containsExactly(
                        "Dead letters are piling up: queue activity-dlq, 10 more since 2024-03-28T12:00:00Z, 10 in all.");
        assertThat(received(eventQueue))
                .extracting(event -> event.path("tenantId").asText())
                .containsExactly("operations");
    }

    @Test
    void whatThereIsNoTimeFor_isNamed() throws IOException {
        String notice = Notices.stored("activity-log", put("globex", failedLogin("globex", 1, "jane")));

        assertThat(run(NOON, List.of(notice), 29_999))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"}]}");
    }

    private static String handle(Instant now, List<String> bodies) throws IOException {
        return run(now, bodies, MUCH);
    }

    private static String run(Instant now, List<String> bodies, int millisLeft) throws IOException {
        SQSEvent event = new SQSEvent();
        event.setRecords(IntStream.range(0, bodies.size())
                .mapToObj(i -> {
                    SQSMessage message = new SQSMessage();
                    message.setMessageId("m-" + i);
                    message.setBody(bodies.get(i));
                    return message;
                })
                .toList());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new AlertFunction(settings, aws, FIGURES::add, Clock.fixed(now, ZoneOffset.UTC))
                .handleRequest(new ByteArrayInputStream(LambdaJson.bytes(event)), answer, new StubContext(millisLeft));
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static String failedLogin(String tenant, int second, String actor) {
        return "{\"id\":\"" + tenant + "-" + second + "\",\"tenantId\":\"" + tenant + "\",\"actorId\":\"" + actor
                + "\",\"action\":\"login_failed\",\"resource\":\"session\",\"timestamp\":\"" + NOON.plusSeconds(second)
                + "\",\"ipAddress\":\"203.0.113.7\"}";
    }

    private static String put(String tenant, String line) {
        byte[] body = JsonLines.gzip(Stream.of(line));
        String key = "events/tenant=" + tenant + "/date=2024-03-28/" + JsonLines.name(NOON, Sha256.of(body));
        new S3ObjectStore(s3, "activity-log").create(NewObject.of(key, body, JsonLines.MEDIA_TYPE, Map.of()));
        return key;
    }

    private static String topic(String name) {
        return sns.createTopic(create -> create.name(name)).topicArn();
    }

    private static String queue(String name) {
        return sqs.createQueue(create -> create.queueName(name)).queueUrl();
    }

    /** Takes all that is there. */
    private static List<JsonNode> received(String queue) throws IOException {
        List<JsonNode> bodies = new ArrayList<>();
        boolean more = true;
        while (more) {
            var messages = sqs.receiveMessage(receive -> receive.queueUrl(queue)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds((int) Duration.ofSeconds(1).toSeconds()))
                    .messages();
            for (var message : messages) {
                bodies.add(new JsonMapper().readTree(message.body()));
                sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
            more = !messages.isEmpty();
        }
        return bodies;
    }
}
