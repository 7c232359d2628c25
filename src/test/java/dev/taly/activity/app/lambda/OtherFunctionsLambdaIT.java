package dev.taly.activity.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.QueueContents;
import dev.taly.activity.TopicQueues;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.alert.Notices;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.faults.AwsRequest;
import dev.taly.activity.faults.FaultProxy;
import dev.taly.activity.faults.Watcher;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.local.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The functions beside the consumer under Lambda's runtime, a process each, restored from its snapshot. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime runs on Linux only")
@EnabledIf(value = "dev.taly.activity.app.lambda.LeanJar#isBuilt", disabledReason = "the lean jar is not built")
final class OtherFunctionsLambdaIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN = "a-token";
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** By the function's own clock: what is older than a day raises nothing. */
    private static Instant now = Instant.EPOCH;

    @TempDir
    private static Path directory;

    private static final List<AwsRequest> REQUESTS = new CopyOnWriteArrayList<>();
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    private static LocalAws aws;
    private static FaultProxy proxy;
    private static S3Client s3;
    private static SqsClient sqs;
    private static SnsClient sns;
    private static String events = "";
    private static String alerts = "";

    @BeforeAll
    static void start() throws Exception {
        aws = LocalAws.start(directory.resolve("data"), "activity-log", 0);
        proxy = FaultProxy.start(aws.endpoint(), 1, new Watcher() {
            @Override
            public boolean arrived(AwsRequest request) {
                return REQUESTS.add(request);
            }
        });
        AwsClients clients = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION);
        s3 = clients.s3();
        sqs = clients.sqs();
        sns = clients.sns();
        s3.createBucket(create -> create.bucket("activity-alerts"));
        now = Instant.now();
        String topic = topic("events");
        String alertTopic = topic("alerts");
        ENVIRONMENT.putAll(Map.of(
                "AWS_ENDPOINT_URL",
                proxy.endpoint().toString(),
                "METRICS_STACK",
                "activity",
                "BUCKET",
                "activity-log",
                "DLQ_URL",
                queue("dlq"),
                "UNDELIVERED_URL",
                queue("undelivered"),
                "TOPIC_ARN",
                topic,
                "ALERT_TOPIC_ARN",
                alertTopic,
                "ALERT_STATES_BUCKET",
                "activity-alerts"));
        events = TopicQueues.subscribed(sns, sqs, topic, "to-events");
        alerts = TopicQueues.subscribed(sns, sqs, alertTopic, "to-alerts");
        Path tokens = directory.resolve("tokens.json");
        Files.writeString(
                tokens,
                "{\"tokens\":[{\"name\":\"t\",\"tenant\":\"acme\",\"sha256\":\"" + TokenSet.sha256(TOKEN) + "\"}]}");
        ENVIRONMENT.put("TOKENS_FILE", tokens.toString());
        ENVIRONMENT.put(
                "PSEUDONYM_KEYS",
                LocalFiles.in(directory.resolve("files")).pseudonymKeys().toString());
    }

    @AfterAll
    static void stop() {
        sns.close();
        sqs.close();
        s3.close();
        proxy.close();
        aws.close();
    }

    @Test
    void ingest_takesARequestAndRefusesOthers() throws Exception {
        try (FunctionProcess ingest = restored("Ingest")) {
            Instant before = Instant.now();
            JsonNode first = JSON.readTree(ingest.invoke(request(TOKEN, body("user_login"))));
            JsonNode second = JSON.readTree(ingest.invoke(request(TOKEN, body("user_logout"))));

            assertThat(first.path("statusCode").asInt()).as("%s", first).isEqualTo(202);
            assertThat(second.path("statusCode").asInt()).isEqualTo(202);
            List<UUID> ids = new ArrayList<>();
            for (Message message : QueueContents.receive(sqs, events, 2)) {
                ids.add(UUID.fromString(JSON.readTree(message.body()).path("id").asText()));
            }
            assertThat(ids).hasSize(2).doesNotHaveDuplicates().allSatisfy(id -> {
                assertThat(id.version()).isEqualTo(7);
                assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                        .as("made after the restore")
                        .isAfterOrEqualTo(before.minusMillis(1));
            });

            assertThat(status(ingest, request("another", body("user_login")))).isEqualTo(401);
            assertThat(status(ingest, request(TOKEN, "{not json"))).isEqualTo(400);
            assertThatThrownBy(() -> ingest.invoke("{\"Records\":[]}"))
                    .hasMessageContaining("not an event of an HTTP API");
            assertThatThrownBy(() -> ingest.invoke("{")).hasMessageContaining("it threw");
            assertThat(status(ingest, request(TOKEN, "[" + "1".repeat(6_000_000) + "]")))
                    .isEqualTo(413);
            assertThat(status(ingest, request(TOKEN, body("user_login")))).isEqualTo(202);
            assertThat(ingest.log()).doesNotContain("NoClassDefFound", "ClassNotFound", "rehearsal");
        }
    }

    @Test
    void quarantine_looksAtItsQueuesAndSaysWhatItFound() throws Exception {
        sqs.sendMessage(send -> send.queueUrl(ENVIRONMENT.get("DLQ_URL")).messageBody("{\"young\":true}"));
        try (FunctionProcess quarantine = restored("Quarantine")) {
            assertThat(quarantine.invoke("{}", TIMEOUT)).isEqualTo("{\"looked\":1,\"archived\":0,\"already\":0}");
            assertThat(quarantine.invoke("{not json", TIMEOUT))
                    .as("the input does not matter")
                    .startsWith("{\"looked\":");
            assertThatThrownBy(() -> quarantine.invoke("{}", Duration.ofSeconds(30)))
                    .as("the deadline is too near for anything but to say so")
                    .hasMessageContaining("not every dead letter");
            assertThat(quarantine.isAlive()).isTrue();
            assertThat(quarantine.log()).doesNotContain("NoClassDefFound", "ClassNotFound");
        }
    }

    @Test
    void alerts_areRaisedByStoredEventsWithAProducerOfTheRestoredFunction() throws Exception {
        try (FunctionProcess function = restored("AlertFunction")) {
            List<String> notices = IntStream.range(0, 10)
                    .mapToObj(i -> Notices.stored("activity-log", put(i)))
                    .toList();

            assertThat(function.invoke(Batches.of(notices), TIMEOUT)).isEqualTo("{\"batchItemFailures\":[]}");

            assertThat(QueueContents.receive(sqs, alerts, 2))
                    .extracting(message ->
                            JSON.readTree(message.body()).path("rule").asText())
                    .contains("failed-logins-of-actor");
            assertThat(QueueContents.receive(sqs, events, 2))
                    .filteredOn(message -> message.body().contains("alert_raised"))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(JSON.readTree(message.body())
                                    .path("producer")
                                    .asText())
                            .isNotEmpty());
            assertThat(function.invoke(Batches.of("{not json"), TIMEOUT))
                    .as("what is no notice")
                    .contains("batchItemFailures");
            assertThat(function.invoke(Batches.of(notices.get(0)), Duration.ofSeconds(20)))
                    .as("no time is left")
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"}]}");
            assertThatThrownBy(() -> function.invoke("{")).hasMessageContaining("it threw");
            assertThat(function.log()).doesNotContain("NoClassDefFound", "ClassNotFound");
        }
    }

    /** Up to the snapshot nothing may reach AWS; the test that calls is the only one that runs. */
    private static FunctionProcess restored(String resource) throws Exception {
        REQUESTS.clear();
        FunctionProcess process = FunctionProcess.start(resource, ENVIRONMENT, directory.resolve(resource))
                .awaitSnapshot();
        assertThat(REQUESTS).isEmpty();
        return process.restore();
    }

    private static int status(FunctionProcess ingest, String request) throws Exception {
        return JSON.readTree(ingest.invoke(request)).path("statusCode").asInt();
    }

    private static String body(String action) {
        return "{\"actorId\":\"u\",\"action\":\"" + action
                + "\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T10:00:00Z\"}";
    }

    private static String request(String token, String body) {
        return "{\"version\":\"2.0\",\"rawPath\":\"/log-activity\",\"headers\":{\"authorization\":\"Bearer " + token
                + "\",\"content-type\":\"application/json\"},\"requestContext\":{\"stage\":\"$default\",\"http\":{\"method\":"
                + "\"POST\"}},\"body\":\"" + body.replace("\"", "\\\"") + "\",\"isBase64Encoded\":false}";
    }

    private static String put(int number) {
        String line = "{\"id\":\"login-" + number
                + "\",\"tenantId\":\"acme\",\"actorId\":\"jane\",\"action\":\"login_failed\","
                + "\"resource\":\"session\",\"timestamp\":\"" + now.plusMillis(number) + "\"}";
        byte[] body = JsonLines.gzip(Stream.of(line));
        String key = "events/tenant=acme/date=" + LocalDate.ofInstant(now, ZoneOffset.UTC) + "/"
                + JsonLines.name(now, Sha256.of(body));
        s3.putObject(put -> put.bucket("activity-log").key(key), RequestBody.fromBytes(body));
        return key;
    }

    private static String topic(String name) {
        return sns.createTopic(create -> create.name(name)).topicArn();
    }

    private static String queue(String name) {
        return sqs.createQueue(create -> create.queueName(name)).queueUrl();
    }
}
