package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.QueueContents;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.stack.LocalDeployment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Operations works on dead letters of six reasons, as a person would. */
final class DlqCommandIT {
    private static final int EACH = 10;

    @TempDir
    private Path data;

    private LocalDeployment local;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        local = LocalDeployment.start(data, 0);
        sqs = local.clients().sqs();
        fill("missing_field", "/tenantId", id -> event(id, "").replace("\"tenantId\":\"acme\",", ""));
        fill("invalid_field", "/ipAddress", id -> event(id, ",\"ipAddress\":\"localhost\""));
        fill("unknown_field", "/colour", id -> event(id, ",\"colour\":\"blue\""));
        fill("malformed_json", "#", id -> event(id, "").replace("}", ""));
        fill("timestamp_out_of_range", "/timestamp", id -> event(id, "").replace("2024", "9024"));
        fill("", "", id -> event(id, ""));
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        sqs.close();
        local.close();
    }

    @Test
    void letters_areCountedListedAndShown() throws IOException {
        CapturedConsole table = new CapturedConsole();
        assertThat(dlq(table, "list")).isZero();
        assertThat(table.out())
                .startsWith("60 dead letters in activity-dlq, the oldest ")
                .contains("missing_field /tenantId", "malformed_json #", "redriven: the consumer failed", "acme");
        assertThat(table.out().lines()).allMatch(line -> line.length() <= 80);

        JsonNode list = json("list", "--json");
        assertThat(list.path("count").asInt()).isEqualTo(6 * EACH);
        assertThat(list.path("byReason"))
                .hasSize(6)
                .allMatch(reason -> reason.path("count").asInt() == EACH);

        JsonNode letters = json("list", "--json", "--letters", "--reason", "invalid_field", "--limit", "5");
        assertThat(letters.path("letters")).hasSize(5);
        String id = letters.path("letters").path(0).path("messageId").asText();

        CapturedConsole page = new CapturedConsole();
        assertThat(dlq(page, "show", id.substring(0, 13))).isZero();
        assertThat(page.out())
                .contains("Dead letter " + id, "invalid_field at /ipAddress", ">   \"ipAddress\": \"localhost\"");
        assertThat(json("show", id, "--json").path("body").asText()).contains("\"ipAddress\":\"localhost\"");

        assertThat(letters()).as("all of them are there, and can be seen").hasSize(6 * EACH);
    }

    @Test
    void replay_sendsWhatTheFilterSaysAndWatchesTheCanary() throws IOException {
        assertThat(json("replay", "--dry-run", "--reason", "redriven", "--json")
                        .path("count")
                        .asInt())
                .isEqualTo(EACH);
        assertThat(letters()).hasSize(6 * EACH);

        CapturedConsole failing = new CapturedConsole();
        assertThat(dlq(failing, "replay", "--reason", "invalid_field", "--canary", "3"))
                .isEqualTo(1);
        assertThat(failing.out()).containsPattern("sent +3\n").containsPattern("canary +failed\n");
        assertThat(failing.err()).contains("the canary failed, so no other letter was sent");

        JsonNode good = json("replay", "--reason", "redriven", "--canary", "3", "--json");
        assertThat(good.path("sent").asInt()).isEqualTo(EACH);
        assertThat(good.path("canary").asText()).isEqualTo("passed");

        drain();
        assertThat(letters().values()).as("the canary is back").hasSize(5 * EACH);
        assertThat(stored("event-")).hasSize(EACH);
        assertThat(operations()).containsExactlyInAnyOrder("dlq_replayed", "dlq_replayed");
    }

    @Test
    void fix_changesChecksAndSends() {
        CapturedConsole dry = new CapturedConsole();
        assertThat(dlq(dry, "fix", "--reason", "missing_field", "--set", "/tenantId=globex", "--dry-run"))
                .isZero();
        assertThat(dry.out()).contains("+  \"tenantId\": \"globex\"").contains("… and 7 more");
        CapturedConsole alone = new CapturedConsole();
        assertThat(dlq(alone, "fix", "--reason", "missing_field", "--set", "/tenantId=globex"))
                .as("nobody can be asked")
                .isEqualTo(2);
        CapturedConsole wrong = new CapturedConsole();
        assertThat(dlq(wrong, "fix", "--reason", "missing_field", "--set", "/tenantId=../x", "--yes"))
                .isEqualTo(1);
        assertThat(wrong.err()).contains("10 of 10 letters cannot be sent: invalid_field at /tenantId");
        assertThat(letters()).hasSize(6 * EACH);

        assertThat(dlq(new CapturedConsole(), "fix", "--reason", "missing_field", "--set", "/tenantId=globex", "--yes"))
                .isZero();
        assertThat(dlq(new CapturedConsole(), "fix", "--reason", "unknown_field", "--remove", "/colour", "--yes"))
                .isZero();

        drain();
        assertThat(letters()).hasSize(4 * EACH);
        assertThat(stored("event-missing_field")).hasSize(EACH);
        assertThat(stored("event-unknown_field")).hasSize(EACH);
        assertThat(operations())
                .as("whoever saw bodies is on record, dry run and refusal included")
                .containsExactlyInAnyOrder(
                        "dlq_shown", "dlq_shown", "dlq_shown", "dlq_fixed", "dlq_shown", "dlq_fixed");
    }

    @Test
    void archive_keepsLettersThatCanBePurgedAndRestored() throws IOException {
        assertThat(json("archive", "--source", "redriven", "--json")
                        .path("archived")
                        .asInt())
                .isEqualTo(EACH);

        JsonNode purged = json("purge", "--json");
        assertThat(purged.path("deleted").asInt()).isEqualTo(EACH);
        assertThat(purged.path("kept").asInt()).isEqualTo(5 * EACH);
        assertThat(letters()).hasSize(5 * EACH);

        assertThat(json("restore", "--json").path("restored").asInt()).isEqualTo(EACH);
        assertThat(letters()).hasSize(6 * EACH);
        assertThat(json("replay", "--source", "redriven", "--json").path("sent").asInt())
                .isEqualTo(EACH);

        drain();
        assertThat(stored("event-")).hasSize(EACH);
        assertThat(operations())
                .containsExactlyInAnyOrder("dlq_archived", "dlq_purged", "dlq_restored", "dlq_replayed");
    }

    @Test
    void unfilteredReplay_isSqssOwnMove() throws IOException {
        assertThat(json("purge", "--source", "rejected", "--force", "--yes", "--json")
                        .path("deleted")
                        .asInt())
                .isEqualTo(5 * EACH);

        JsonNode moved = json("replay", "--json");

        assertThat(moved.path("by").asText()).isEqualTo("move task of SQS");
        assertThat(moved.path("sent").asInt()).isEqualTo(EACH);
        drain();
        assertThat(stored("event-")).hasSize(EACH);
        assertThat(letters()).isEmpty();
    }

    @Test
    void anyEndpoint_willDo() throws IOException {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run(
                        "dlq",
                        "list",
                        "--json",
                        "--endpoint-url",
                        local.endpoints().sqsEndpoint().toString(),
                        "--dlq",
                        "activity-dlq"))
                .isZero();

        assertThat(new JsonMapper().readTree(console.out()).path("count").asInt())
                .isEqualTo(6 * EACH);
    }

    private JsonNode json(String... arguments) throws IOException {
        CapturedConsole console = new CapturedConsole();
        dlq(console, arguments);
        return new JsonMapper().readTree(console.out());
    }

    private int dlq(CapturedConsole console, String... arguments) {
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return console.run(all.toArray(String[]::new));
    }

    /** By message id. */
    private Map<String, Message> letters() {
        Map<String, Message> letters = new TreeMap<>();
        QueueContents.of(sqs, local.endpoints().dlqUrl()).forEach(letter -> letters.put(letter.messageId(), letter));
        letters.values()
                .forEach(letter -> sqs.changeMessageVisibility(
                        change -> change.queueUrl(local.endpoints().dlqUrl())
                                .receiptHandle(letter.receiptHandle())
                                .visibilityTimeout(0)));
        return letters;
    }

    private void drain() {
        assertThat(local.drain(Duration.ofMinutes(1), queued -> {})).isZero();
    }

    private List<String> stored(String idPrefix) {
        return StoredTree.at(data).ids().stream()
                .filter(id -> id.startsWith(idPrefix))
                .toList();
    }

    private List<String> operations() {
        return StoredTree.at(data).lines().stream()
                .filter(line -> line.path("tenantId").asText().equals("operations"))
                .map(line -> line.path("action").asText())
                .collect(Collectors.toList());
    }

    private void fill(String code, String pointer, Function<String, String> body) {
        List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String id = (code.isEmpty() ? "redriven" : code) + "-" + i;
            batch.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .messageBody(body.apply(id))
                    .messageAttributes(code.isEmpty() ? Map.of() : reasons(code, pointer, id))
                    .build());
            if (batch.size() == 10) {
                sqs.sendMessageBatch(
                        send -> send.queueUrl(local.endpoints().dlqUrl()).entries(List.copyOf(batch)));
                batch.clear();
            }
        }
    }

    private static Map<String, MessageAttributeValue> reasons(String code, String pointer, String id) {
        return Map.of(
                "rejection.code", text(code),
                "rejection.pointer", text(pointer),
                "rejection.message", text("It is wrong."),
                "rejection.messageId", text("first-" + id),
                "rejection.at", text("2024-03-28T12:45:33Z"));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static String event(String id, String more) {
        return "{\"id\":\"event-" + id + "\",\"tenantId\":\"acme\",\"actorId\":\"u1\",\"action\":\"user_login\","
                + "\"resource\":\"session\",\"timestamp\":\"2024-03-28T12:45:30Z\"" + more + "}";
    }
}
