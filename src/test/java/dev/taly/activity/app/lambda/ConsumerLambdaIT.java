package dev.taly.activity.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.QueueContents;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.faults.AwsRequest;
import dev.taly.activity.faults.Fault;
import dev.taly.activity.faults.FaultProxy;
import dev.taly.activity.faults.FaultRule;
import dev.taly.activity.faults.Watcher;
import dev.taly.activity.local.LocalAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The consumer under Lambda's runtime; one process, restored from its snapshot, takes all batches. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime runs on Linux only")
@EnabledIf(value = "dev.taly.activity.app.lambda.LeanJar#isBuilt", disabledReason = "the lean jar is not built")
final class ConsumerLambdaIT {
    private static final String ALL_DONE = "{\"batchItemFailures\":[]}";
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_BYTES = 6 * 1024 * 1024;

    @TempDir
    private static Path directory;

    private static final List<AwsRequest> REQUESTS = new CopyOnWriteArrayList<>();
    private static List<AwsRequest> beforeRestore = List.of();

    private static LocalAws aws;
    private static FaultProxy proxy;
    private static SqsClient sqs;
    private static FunctionProcess function;
    private static String deadLetters = "";

    @BeforeAll
    static void start() throws Exception {
        aws = LocalAws.start(data(), "activity-log", 0);
        proxy = FaultProxy.start(aws.endpoint(), 1, new Watcher() {
            @Override
            public boolean arrived(AwsRequest request) {
                return REQUESTS.add(request);
            }
        });
        sqs = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION).sqs();
        deadLetters = sqs.createQueue(create -> create.queueName("dlq")).queueUrl();
        LocalFiles files = LocalFiles.in(directory.resolve("files"));
        function = FunctionProcess.start(
                "Consumer",
                Map.of(
                        "BUCKET",
                        "activity-log",
                        "DLQ_URL",
                        deadLetters,
                        "PSEUDONYM_KEYS",
                        files.pseudonymKeys().toString(),
                        "CONFIG_DIR",
                        files.config().toString(),
                        "METRICS_STACK",
                        "activity",
                        "AWS_ENDPOINT_URL",
                        proxy.endpoint().toString()),
                directory.resolve("log"));
        function.awaitSnapshot();
        beforeRestore = List.copyOf(REQUESTS);
        function.restore();
    }

    @AfterAll
    static void stop() {
        function.close();
        sqs.close();
        proxy.close();
        aws.close();
    }

    @Test
    void beforeTheSnapshot_nothingReachesAws() {
        assertThat(beforeRestore).isEmpty();
    }

    @Test
    void goodBatch_isStoredEnrichedAndProtected() throws Exception {
        List<String> bodies = IntStream.range(0, 10)
                .mapToObj(i -> Batches.event("good", "good-" + i))
                .toList();

        assertThat(function.invoke(Batches.of(bodies))).isEqualTo(ALL_DONE);

        List<JsonNode> lines = lines("good");
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0).path("enrichment").toString())
                .contains("\"browser\":\"Chrome\"", "\"os\":\"Windows\"", "\"role\":", "\"geo\":");
        assertThat(lines.get(0).path("metadata").path("note").asText())
                .doesNotContain("0123", "jane", "0532")
                .contains("call", "or");
    }

    @Test
    void whatIsNoEvent_isDeadLetteredUnchangedAndTheRestIsStored() throws Exception {
        assertThat(function.invoke(Batches.of(Batches.event("beside", "beside-1"), "{not json", "[]")))
                .isEqualTo(ALL_DONE);

        assertThat(lines("beside")).hasSize(1);
        assertThat(QueueContents.of(sqs, deadLetters)).extracting(Message::body).contains("{not json", "[]");
    }

    @Test
    void partitionThatCannotBeWritten_failsItsMessagesAlone() throws Exception {
        FaultRule denied = FaultRule.of(Fault.DENIED_403).puts("events/tenant=denied");
        proxy.plan().add(denied);
        try {
            assertThat(function.invoke(
                            Batches.of(Batches.event("denied", "denied-1"), Batches.event("allowed", "allowed-1"))))
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"}]}");
        } finally {
            proxy.plan().end();
        }
        assertThat(lines("denied")).isEmpty();
        assertThat(lines("allowed")).hasSize(1);
    }

    @Test
    void inputThatIsNoSqsEvent_isAnErrorAndTheProcessGoesOn() throws Exception {
        assertThatThrownBy(() -> function.invoke("{\"Records\":")).hasMessageContaining("it threw");
        assertThatThrownBy(() -> function.invoke("{\"detail-type\":\"Scheduled Event\"}"))
                .hasMessageContaining("not an SQS event");

        assertThat(function.isAlive()).isTrue();
        assertThat(function.invoke(Batches.of())).isEqualTo(ALL_DONE);
    }

    @Test
    void tooLittleTime_namesEveryMessageInTime() throws Exception {
        assertThat(function.invoke(
                        Batches.of(Batches.event("late", "late-1"), Batches.event("late", "late-2")),
                        Duration.ofMillis(1_900)))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"},{\"itemIdentifier\":\"m-1\"}]}");
        assertThat(lines("late")).isEmpty();
    }

    @Test
    void mostRecords_areStored() throws Exception {
        List<String> bodies = IntStream.range(0, MAX_RECORDS)
                .mapToObj(i -> Batches.small("many", "many-" + i))
                .toList();

        assertThat(function.invoke(Batches.of(bodies))).isEqualTo(ALL_DONE);
        assertThat(lines("many")).hasSize(MAX_RECORDS);
    }

    @Test
    void largestBatch_isStored() throws Exception {
        String padding = "p".repeat(5_000);
        List<String> bodies = new ArrayList<>();
        for (int size = 0;
                size < MAX_BYTES - 7_000;
                size += bodies.get(bodies.size() - 1).length() + 180) {
            bodies.add(Batches.event("large", "large-" + bodies.size())
                    .replace("\"note\":\"", "\"padding\":\"" + padding + "\",\"note\":\""));
        }
        String batch = Batches.of(bodies);

        assertThat(batch.length()).isBetween(MAX_BYTES - 200_000, MAX_BYTES);
        assertThat(function.invoke(batch)).isEqualTo(ALL_DONE);
        assertThat(lines("large")).hasSize(bodies.size());
    }

    @Test
    void log_tellsOfNoClassThatIsMissingAndOfNoFailedRehearsal() throws Exception {
        assertThat(function.invoke(Batches.of(Batches.event("log", "log-1")))).isEqualTo(ALL_DONE);

        assertThat(function.log())
                .doesNotContain("NoClassDefFound", "ClassNotFound", "rehearsal failed", "\"rehearsal\"");
    }

    private static List<JsonNode> lines(String tenant) {
        return StoredTree.at(data()).lines().stream()
                .filter(line -> line.path("tenantId").asText().equals(tenant))
                .toList();
    }

    private static Path data() {
        return directory.resolve("data");
    }
}
