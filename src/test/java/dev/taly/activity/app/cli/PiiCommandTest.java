package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taly.activity.app.PseudonymKeysFile;
import dev.taly.activity.privacy.PrivacyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PiiCommandTest {
    private static final String EVENT = """
            {"tenantId":"acme","actorId":"u1","action":"user_login","resource":"session","timestamp":"2024-03-28T12:45:30Z",\
            "ipAddress":"203.0.113.77","metadata":{"email":"anna@example.org"}}
            """;

    private final CapturedConsole console = new CapturedConsole();

    @TempDir
    private Path directory;

    @Test
    void hash_printsThePseudonymUnderEachKey_theCurrentFirst() throws IOException {
        Path keys = Files.writeString(
                directory.resolve("keys.json"),
                "{\"current\":\"k1\",\"k0\":\"" + "b".repeat(32) + "\",\"k1\":\"" + "a".repeat(32) + "\"}");

        assertThat(console.run("pii", "hash", "--tenant", "acme", "--keys", keys.toString(), "anna@example.org"))
                .isZero();
        assertThat(console.out().lines()).hasSize(2);
        assertThat(console.out()).matches("k1:[0-9a-f]{32}\\Rk0:[0-9a-f]{32}\\R");

        CapturedConsole asJson = new CapturedConsole().withInput("Anna@Example.org\n");
        assertThat(asJson.run("pii", "hash", "--tenant", "acme", "--keys", keys.toString(), "--json", "-"))
                .isZero();
        JsonNode result = new ObjectMapper().readTree(asJson.out());
        assertThat(result.path("tenant").asText()).isEqualTo("acme");
        assertThat(result.path("pseudonyms").get(0).asText())
                .isEqualTo(console.out().lines().findFirst().orElseThrow());
    }

    @Test
    void hash_printsTheValueNowhere_notEvenVerbosely() {
        PseudonymKeysFile.findOrMake(directory);

        assertThat(console.run(
                        "pii", "hash", "--verbose", "--tenant", "acme", "--data", directory.toString(), "Anna.Secret"))
                .isZero();
        assertThat(console.out() + console.err()).doesNotContain("Anna");
    }

    @Test
    void hash_withoutKeysSaysWhatToDo() {
        assertThat(console.run("pii", "hash", "--tenant", "acme", "--data", directory.toString(), "anna"))
                .isEqualTo(2);
        assertThat(console.err()).contains("no keys").contains("--keys");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void check_showsEventsAsTheyWouldBeStored() throws IOException {
        PseudonymKeysFile.findOrMake(directory);

        assertThat(console.withInput(EVENT + "\n" + EVENT.replace("\"tenantId\":\"acme\",", ""))
                        .run("pii", "check", "-", "--tenant", "acme", "--data", directory.toString()))
                .isZero();
        assertThat(console.out().lines()).hasSize(2);
        JsonNode stored =
                new ObjectMapper().readTree(console.out().lines().findFirst().orElseThrow());
        assertThat(stored.path("ipAddress").asText()).isEqualTo("203.0.113.0");
        assertThat(stored.path("metadata").path("email_hash").asText())
                .isEqualTo(PseudonymKeysFile.findOrMake(directory).pseudonym("acme", "anna@example.org"));
        assertThat(stored.path("enrichment").path("privacy").path("policy").asText())
                .isEqualTo(PrivacyPolicy.shipped().version());
        assertThat(console.err()).startsWith("Keys: the local stack's, ").hasLineCount(1);
    }

    @Test
    void check_saysWhichEventsAPolicyRefuses() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("p.yaml"),
                "{version: v, fields: {}, metadata: [], text: {}, consent: {mode: reject}}");

        assertThat(console.withInput(EVENT)
                        .run("pii", "check", "-", "--policy", policy.toString(), "--data", directory.toString()))
                .isEqualTo(1);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("line 1: consent_missing /consent");
    }

    @Test
    void check_listsTheErrorsOfAPolicy() throws IOException {
        Path policy = Files.writeString(directory.resolve("p.yaml"), "{fields: {actorId: drop}, texts: {}}");

        assertThat(console.run("pii", "check", "-", "--policy", policy.toString()))
                .isEqualTo(2);
        assertThat(console.err())
                .contains("/version is required")
                .contains("/fields/actorId must be one of keep, hash, mask")
                .contains("/texts is unknown here");
    }

    @Test
    void policy_isOneThatCheckTakes() throws IOException {
        assertThat(console.run("pii", "policy")).isZero();
        Path policy = Files.writeString(directory.resolve("p.yaml"), console.out());

        assertThat(new CapturedConsole()
                        .withInput(EVENT)
                        .run("pii", "check", "-", "--policy", policy.toString(), "--data", directory.toString()))
                .isZero();
    }
}
