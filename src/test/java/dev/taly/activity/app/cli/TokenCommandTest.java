package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.ingest.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {
    @TempDir
    private Path directory;

    private final CapturedConsole console = new CapturedConsole();

    @Test
    void token_isShownOnceWithItsEntry() throws IOException {
        assertThat(console.run("token", "--name", "billing", "--tenant", "acme", "--expires", "90d", "--json"))
                .isZero();

        JsonNode json = new JsonMapper().readTree(console.out());
        String token = json.path("token").textValue();
        assertThat(token).matches("alt_[A-Za-z0-9_-]{43}");
        assertThat(json.at("/entry/name").textValue()).isEqualTo("billing");
        assertThat(json.at("/entry/tenant").textValue()).isEqualTo("acme");
        assertThat(json.at("/entry/sha256").textValue()).isEqualTo(TokenSet.sha256(token));
        assertThat(Instant.parse(json.at("/entry/expires").textValue()))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(90)).minusSeconds(60),
                        Instant.now().plus(Duration.ofDays(90)));
        assertThat(console.err()).contains("nobody can show it again").doesNotContain(token);
    }

    @Test
    void token_mayWatchWhereThatIsSaid() throws IOException {
        assertThat(console.run("token", "--name", "security", "--may", "watch,publish", "--json"))
                .isZero();
        assertThat(new JsonMapper().readTree(console.out()).at("/entry/may"))
                .extracting(JsonNode::textValue)
                .containsExactly("watch", "publish");

        assertThat(console.run("token", "--name", "security", "--may", "read")).isEqualTo(2);
        assertThat(console.err()).contains("/may/0 must be publish or watch");
    }

    @Test
    void file_isMadeForItsOwnerAndGrows() throws IOException {
        Path file = directory.resolve("tokens.json");

        assertThat(console.run("token", "--name", "billing", "--file", file.toString()))
                .isZero();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(console.run("token", "--name", "booking", "--file", file.toString()))
                .isZero();

        assertThat(TokenSet.read(file).size()).isEqualTo(2);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(Files.readString(file)).doesNotContain("alt_");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .as("nothing is left but what the next change waits for")
                    .containsExactlyInAnyOrder(file, file.resolveSibling("." + file.getFileName() + ".lock"));
        }
    }

    @Test
    void file_thatHasTheNameAlreadyStaysAsItIs() throws IOException {
        Path file = directory.resolve("tokens.json");
        console.run("token", "--name", "billing", "--file", file.toString());
        String before = Files.readString(file);

        assertThat(console.run("token", "--name", "billing", "--file", file.toString()))
                .isEqualTo(2);

        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(console.err()).contains("/tokens/1/name must be another for each token");
    }

    @ParameterizedTest
    @CsvSource({
        "--name, 'a b', /tokens/0/name must be",
        "--tenant, 'a/b', /tokens/0/tenant must be",
        "--expires, 'tomorrow', --expires must be",
        "--file, tokens.yaml, must end in .json"
    })
    void option_thatIsWrongIsAClearError(String option, String value, String problem) {
        String name = option.equals("--name") ? value : "billing";

        assertThat(console.run("token", "--name", name, option.equals("--name") ? "--json" : option + "=" + value))
                .isEqualTo(2);

        assertThat(console.err()).contains(problem);
        assertThat(console.out()).isEmpty();
    }
}
