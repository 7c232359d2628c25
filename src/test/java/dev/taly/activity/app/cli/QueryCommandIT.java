package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.stack.LocalDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code activity query} on the local stack: its directory, its S3, and a copy; and what is left of a reading. */
final class QueryCommandIT {
    @TempDir
    private static Path data;

    private static LocalDeployment local;

    @BeforeAll
    static void publish() throws IOException {
        local = LocalDeployment.start(data, 0);
        Path events = data.resolve("sample.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            lines.add("{\"id\":\"e" + i + "\",\"tenantId\":\"" + (i % 2 == 0 ? "acme" : "globex")
                    + "\",\"actorId\":\"user-" + i % 3 + "\",\"action\":\"user_login\",\"resource\":\"session\""
                    + ",\"timestamp\":\"2024-03-" + (27 + i % 3) + "T10:00:00." + String.format("%03d", i)
                    + "Z\",\"metadata\":{\"n\":" + i + "}}");
        }
        Files.write(events, lines);
        assertThat(new CapturedConsole().run("publish", "--data", data.toString(), events.toString()))
                .isZero();
        assertThat(local.drain(Duration.ofMinutes(1), queued -> {})).isZero();
        // What the SDK would find on a machine with credentials; the local stack takes any.
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
    }

    @AfterAll
    static void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        local.close();
    }

    @Test
    void oneTenantsEvents_areFoundAndTheReadingIsRecorded(@TempDir Path copy) throws IOException {
        copyOf(data.resolve("events"), copy.resolve("events"));
        CapturedConsole console = new CapturedConsole();
        try (LocalDeployment ofCopy = LocalDeployment.start(copy, 0)) {
            assertThat(console.run(
                            "query",
                            "--data",
                            copy.toString(),
                            "--tenant",
                            "acme",
                            "--from",
                            "2024-03-28",
                            "--to",
                            "2024-03-28",
                            "--actor",
                            "user-1",
                            "--as",
                            "auditor-7",
                            "--format",
                            "jsonl"))
                    .isZero();
            assertThat(ofCopy.drain(Duration.ofMinutes(1), queued -> {})).isZero();
        }

        assertThat(console.out().lines()).hasSize(20).allMatch(line -> line.contains("\"tenantId\":\"acme\""));
        assertThat(console.err()).contains("in 1 partition: 20 events, 20 chosen.");
        List<JsonNode> recorded = StoredTree.at(copy).lines().stream()
                .filter(line -> line.path("actorId").asText().equals("auditor-7"))
                .sorted(Comparator.comparing(line -> line.path("seq").asInt()))
                .toList();
        assertThat(recorded).hasSize(2).allSatisfy(line -> {
            assertThat(line.path("tenantId").asText()).isEqualTo("operations");
            assertThat(line.path("action").asText()).isEqualTo("audit_read");
            assertThat(line.path("resourceId").asText()).isEqualTo("acme");
            assertThat(line.path("metadata").path("command").asText()).isEqualTo("query");
        });
        JsonNode begun = recorded.get(0).path("metadata");
        JsonNode ended = recorded.get(1).path("metadata");
        assertThat(begun.path("stage").asText()).isEqualTo("begun");
        assertThat(begun.path("from").asText()).isEqualTo("2024-03-28T00:00:00Z");
        assertThat(begun.path("filter").path("actor").path(0).asText()).isEqualTo("user-1");
        assertThat(ended.path("stage").asText()).isEqualTo("ended");
        assertThat(ended.path("reading")).isEqualTo(begun.path("reading"));
        assertThat(ended.path("eventsShown").asInt()).isEqualTo(20);
        assertThat(ended.path("complete").asBoolean()).isTrue();
    }

    @Test
    void theBucket_givesWhatTheDirectoryGives() {
        CapturedConsole bucket = new CapturedConsole();

        assertThat(bucket.run(
                        "query",
                        "--bucket",
                        local.endpoints().bucket(),
                        "--endpoint-url",
                        local.endpoints().s3Endpoint().toString(),
                        "--topic-arn",
                        local.endpoints().topicArn(),
                        "--tenant",
                        "globex",
                        "--where",
                        "metadata.n > 60",
                        "--order",
                        "oldest",
                        "--format",
                        "csv"))
                .describedAs(bucket.err())
                .isZero();

        CapturedConsole directory = new CapturedConsole();
        directory.run(
                "query",
                "--data",
                data.toString(),
                "--tenant",
                "globex",
                "--where",
                "metadata.n > 60",
                "--order",
                "oldest",
                "--format",
                "csv");
        assertThat(bucket.out()).isEqualTo(directory.out());
        assertThat(bucket.out().lines()).hasSize(31);
    }

    @Test
    void aBucketWithoutATopic_isNotRead() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("query", "--bucket", "b", "--endpoint-url", "http://127.0.0.1:1", "--tenant", "acme"))
                .isEqualTo(2);

        assertThat(console.err()).contains("must be recorded").contains("--topic-arn");
    }

    @Test
    void quietReading_needsTheSetting() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("query", "--data", data.toString(), "--tenant", "acme", "--quiet-audit"))
                .isEqualTo(2);

        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("--quiet-audit is not allowed here");
    }

    @Test
    void whatCannotBeRecorded_isNotRead() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run(
                        "query",
                        "--bucket",
                        local.endpoints().bucket(),
                        "--endpoint-url",
                        local.endpoints().s3Endpoint().toString(),
                        "--topic-arn",
                        "arn:aws:sns:us-east-1:000000000000:nowhere",
                        "--tenant",
                        "acme"))
                .isEqualTo(2);

        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .contains("this reading could not be recorded in the activity log, so nothing was read: ");
    }

    @Test
    void aCopyWithADamagedObject_isReadToItsEnd(@TempDir Path copy) throws IOException {
        copyOf(data.resolve("events"), copy.resolve("events"));
        Path damaged;
        try (Stream<Path> files = Files.walk(copy.resolve("events/tenant=acme/date=2024-03-28"))) {
            damaged = files.filter(file -> file.toString().endsWith(".gz"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("query", "--data", copy.toString(), "--tenant", "acme", "--limit", "0"))
                .isEqualTo(2);

        assertThat(console.err())
                .contains("error: events/tenant=acme/date=2024-03-28/" + damaged.getFileName() + " is damaged: ");
        assertThat(console.out().lines().filter(line -> line.startsWith("2024-03-2")))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void nothingFound_isASentence() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("query", "--data", data.toString(), "--tenant", "nobody", "--from", "2024-03-28"))
                .isZero();

        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("No event was found there: tenant nobody, from 2024-03-28.");
    }

    private static void copyOf(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
