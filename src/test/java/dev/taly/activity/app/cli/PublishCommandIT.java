package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.stack.LocalDeployment;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of events to the local stack, as a person publishes it. */
final class PublishCommandIT {
    private static final String GOOD = """
            {"tenantId":"acme","actorId":"u1","action":"user_login","resource":"session","timestamp":"2024-03-28T12:45:30Z"}
            {"tenantId":"acme","actorId":"u2","action":"user_login","resource":"session","timestamp":"2024-03-28T12:45:31Z"}
            """;

    @TempDir
    private static Path data;

    private static LocalDeployment local;

    private final CapturedConsole console = new CapturedConsole();

    @BeforeAll
    static void start() {
        // As from the environment: only the last test asks for them.
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        local = LocalDeployment.start(data, 0);
    }

    @AfterAll
    static void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        assertThat(local.drain(Duration.ofMinutes(1), queued -> {})).isZero();
        local.close();
        assertThat(StoredTree.at(data).ids())
                .as("what the tests below published")
                .hasSize(6);
    }

    @Test
    void goodFile_isAccepted() {
        assertThat(console.withInput(GOOD).run("publish", "-", "--data", data.toString()))
                .isZero();
        assertThat(console.out()).isEqualTo(String.format("accepted 2 · refused 0 · failed 0%n"));
    }

    @Test
    void brokenLine_isRefusedWithItsNumberAndReasonAndTheOthersGo() {
        assertThat(console.withInput(GOOD + "\n{\"tenantId\":\"acme\"}\r\n")
                        .run("publish", "-", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(console.out())
                .contains("line 4: missing_field at /actorId: actorId is required.")
                .contains("accepted 2 · refused 1 · failed 0");
    }

    @Test
    void result_isJsonForMachines() throws Exception {
        assertThat(console.withInput(GOOD + "x").run("publish", "-", "--json", "--data", data.toString()))
                .isEqualTo(1);
        JsonNode result = new ObjectMapper().readTree(console.out());
        assertThat(result.path("accepted").asInt()).isEqualTo(2);
        assertThat(result.path("refused").asInt()).isEqualTo(1);
        assertThat(result.path("refusedLines").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(result.path("refusedLines").path(0).path("code").asText()).isEqualTo("malformed_json");
    }

    @Test
    void topicThatIsNotThere_failsInTheEndAndIsSaid() {
        assertThat(console.withInput(GOOD)
                        .run(
                                "publish",
                                "-",
                                "--topic-arn",
                                "arn:aws:sns:us-east-1:000000000000:no-such-topic",
                                "--endpoint-url",
                                local.endpoints().snsEndpoint().toString(),
                                "--timeout",
                                "1"))
                .isEqualTo(1);
        assertThat(console.out()).contains("failed: ").contains("accepted 0 · refused 0 · failed 2");
    }
}
