package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conventions of the command line: where things are printed, exit codes, help. */
final class ActivityTest {
    private final CapturedConsole console = new CapturedConsole();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "local",
                "publish",
                "serve",
                "token",
                "schema",
                "pii",
                "pii hash",
                "pii check",
                "pii policy",
                "retention"
            })
    void help_fitsEightyColumnsAndHasAnExample(String command) {
        assertThat(console.run((command + " --help").split(" "))).isZero();
        assertThat(console.out()).contains("Usage: activity " + command).contains("Example");
        assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(console.err()).isEmpty();
    }

    @Test
    void noCommand_printsTheCommands() {
        assertThat(console.run()).isEqualTo(2);
        assertThat(console.err()).contains("demo", "local", "publish", "serve", "token", "schema");
    }

    @Test
    void unknownOption_isWrongUse() {
        assertThat(console.run("demo", "--evnts", "3")).isEqualTo(2);
        assertThat(console.err()).contains("--evnts").contains("--events");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void numberThatIsNone_isWrongUse() {
        assertThat(console.run("demo", "--events", "many")).isEqualTo(2);
        assertThat(console.err()).contains("--events").doesNotContain("Exception");
    }

    @Test
    void schema_isPrintedAsJson() throws Exception {
        assertThat(console.run("schema")).isZero();
        assertThat(new ObjectMapper().readTree(console.out()).path("title").asText())
                .isNotEmpty();
    }

    @Test
    void publish_withoutALocalStackSaysWhatToDo(@TempDir Path data) {
        assertThat(console.withInput("{}").run("publish", "-", "--data", data.toString()))
                .isEqualTo(2);
        assertThat(console.err())
                .contains("no local stack")
                .contains("activity local")
                .contains("--topic-arn");
    }

    @Test
    void publish_ofAFileThatIsNotThereNamesIt() {
        assertThat(console.run("publish", "/no/such/file.jsonl", "--topic-arn", "arn:aws:sns:us-east-1:000000000000:t"))
                .isEqualTo(2);
        assertThat(console.err()).contains("/no/such/file.jsonl").doesNotContain("\tat ");
    }

    @Test
    void publish_toWhatIsNoTopicSaysWhatAnArnLooksLike() {
        assertThat(console.withInput("{}").run("publish", "-", "--topic-arn", "activity-events"))
                .isEqualTo(2);
        assertThat(console.err()).contains("arn:aws:sns:");
    }

    @Test
    void publish_toAnEndpointWithoutATopicIsWrongUse() {
        assertThat(console.withInput("{}").run("publish", "-", "--endpoint-url", "http://127.0.0.1:9"))
                .isEqualTo(2);
        assertThat(console.err()).contains("--topic-arn");
    }

    @Test
    void publish_withABrokenLocalJsonNamesTheFile(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("local.json"), "{");
        assertThat(console.withInput("{}").run("publish", "-", "--data", data.toString()))
                .isEqualTo(2);
        assertThat(console.err()).contains("local.json").doesNotContain("Exception");
    }
}
