package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.OutsideTool;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.faults.Await;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** {@code activity worker} in JVMs of its own, beside an embedded AWS: killed, stopped, and asked how it is. */
@Timeout(180)
final class WorkerCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 2_000;

    @TempDir
    private Path data;

    private LocalAws aws;
    private LocalEndpoints at;
    private SqsClient sqs;

    @BeforeEach
    void open() throws Exception {
        aws = LocalAws.start(data, DeployedStack.BUCKET, 0);
        // Only the resources: its own consumer is closed before there is anything to consume.
        try (DeployedStack stack = DeployedStack.deploy(LocalFiles.in(data), aws.endpoint(), LocalAws.REGION)) {
            at = stack.endpoints();
        }
        at.write(data);
        sqs = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION).sqs();
    }

    @AfterEach
    void close() {
        sqs.close();
        aws.close();
    }

    /** One is killed, one is told to stop, and the third finds the rest. */
    @Test
    void killedAndStoppedWorkers_loseNothing() throws Exception {
        Set<String> sent = send();
        try (WorkerProcess killed = WorkerProcess.start(data)) {
            assertThat(Await.until(PATIENCE, () -> stored() > 100))
                    .as("it stores")
                    .isTrue();
            killed.process().kill();
        }
        try (WorkerProcess stopped = WorkerProcess.start(data)) {
            int before = stored();
            assertThat(Await.until(PATIENCE, () -> stored() > before))
                    .as("the next goes on")
                    .isTrue();
            assertThat(stopped.process().interrupt()).as("stopped by a signal").isEqualTo(143);
        }
        // What the stopped one held is there at once; what the killed one held, once its visibility is over.
        try (WorkerProcess last = WorkerProcess.start(data)) {
            assertThat(Await.until(PATIENCE, () -> QueueDepth.of(sqs, at.queueUrl()) == 0))
                    .as("the queue is empty")
                    .isTrue();
            assertThat(QueueDepth.of(sqs, at.dlqUrl())).isZero();
            assertThat(StoredTree.at(data).ids()).isEqualTo(sent);
            assertThat(last.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(last.get("/metrics").body())
                    .contains("activity_queue_messages 0.0", "activity_events_stored_total ")
                    .doesNotContain("acme");
        }
    }

    @Test
    void workerWhoseQueueIsGone_isNotReady() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(data)) {
            assertThat(Await.until(PATIENCE, () -> worker.status("/healthz") == 200))
                    .isTrue();

            aws.close();

            assertThat(Await.until(PATIENCE, () -> worker.status("/healthz") == 503))
                    .isTrue();
            assertThat(worker.status("/metrics"))
                    .as("figures are there all the same")
                    .isEqualTo(200);
        }
    }

    /** Else each event with something personal in it would fail, and nobody would know why. */
    @Test
    void keysThatCannotBeHad_areAClearErrorAtTheStart() throws Exception {
        Path keys = Files.writeString(data.resolve("keys.json"), "{\"current\":\"k1\",\"k1\":\"guessable\"}");
        OutsideTool.Run run = refused(at.queueUrl(), Map.of("PSEUDONYM_KEYS", keys.toString()));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(keys + ": /k1 must be at least 32 random characters", "PSEUDONYM_KEYS")
                .doesNotContain("guessable", "should not happen");
    }

    @Test
    void queueThatIsNotThere_isAClearErrorAtTheStart() {
        OutsideTool.Run run = refused(
                at.queueUrl() + "-misspelt",
                Map.of("PSEUDONYM_KEYS", LocalFiles.in(data).pseudonymKeys().toString()));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no queue " + at.queueUrl() + "-misspelt");
    }

    /** Else the shipped policy would hold, and nobody would know. */
    @Test
    void settingsThatAreNotThere_areAClearErrorAtTheStart() {
        Path nowhere = data.resolve("nowhere");
        OutsideTool.Run run = refused(
                at.queueUrl(),
                Map.of(
                        "PSEUDONYM_KEYS",
                        LocalFiles.in(data).pseudonymKeys().toString(),
                        "CONFIG_DIR",
                        nowhere.toString()));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no directory " + nowhere, "CONFIG_DIR");
    }

    /** A worker that ends at once. */
    private OutsideTool.Run refused(String queueUrl, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.putAll(Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "x", "AWS_REGION", LocalAws.REGION));
        variables.put("BUCKET", at.bucket());
        variables.put("DLQ_URL", at.dlqUrl());
        return OutsideTool.run(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Activity.class.getName(),
                        "worker",
                        "--queue-url",
                        queueUrl,
                        "--endpoint-url",
                        aws.endpoint().toString()),
                variables,
                "");
    }

    private Set<String> send() {
        Set<String> ids = new TreeSet<>();
        for (int from = 0; from < EVENTS; from += 10) {
            var entries = IntStream.range(from, from + 10)
                    .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                            .id("e" + i)
                            .messageBody("{\"id\":\"e" + i + "\",\"tenantId\":\"acme\",\"actorId\":\"u\",\"action\":"
                                    + "\"user_login\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T10:00:00Z\"}")
                            .build())
                    .toList();
            sqs.sendMessageBatch(send -> send.queueUrl(at.queueUrl()).entries(entries));
            entries.forEach(entry -> ids.add(entry.id()));
        }
        return ids;
    }

    private int stored() {
        return Files.isDirectory(data.resolve("events"))
                ? StoredTree.at(data).ids().size()
                : 0;
    }

    /** A worker with small batches, on any free port. */
    private record WorkerProcess(ActivityProcess process, URI address) implements AutoCloseable {
        static WorkerProcess start(Path data) {
            ActivityProcess process = ActivityProcess.start(
                    "worker",
                    "--data",
                    data.toString(),
                    "--http-port",
                    "0",
                    "--batch-size",
                    "50",
                    "--window",
                    "1",
                    "--visibility",
                    "10");
            return new WorkerProcess(
                    process, URI.create(process.line("GET http").substring("GET ".length())));
        }

        HttpResponse<String> get(String path) throws Exception {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        }

        int status(String path) {
            try {
                return get(path).statusCode();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
