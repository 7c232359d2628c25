package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.stack.LocalDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code activity tail} on the local stack. */
final class TailCommandIT {
    @TempDir
    private static Path data;

    private static LocalDeployment local;

    @BeforeAll
    static void start() {
        local = LocalDeployment.start(data, 0);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void chosenEvents_areShownAsTheArchiveKeepsThem() throws IOException {
        CapturedConsole console = new CapturedConsole();
        CompletableFuture<Integer> tail = CompletableFuture.supplyAsync(() -> console.run(
                "tail",
                "--data",
                data.toString(),
                "--tenant",
                "acme",
                "--where",
                "metadata.amount > 100",
                "--limit",
                "1",
                "--format",
                "jsonl"));
        publishUntilDone(
                tail,
                event("acme", 7, "jane@example.com"),
                event("globex", 500, "other@example.com"),
                event("acme", 500, "jane@example.com"));

        assertThat(tail.join()).isZero();
        assertThat(console.out())
                .contains("\"tenantId\":\"acme\"", "\"amount\":500", "\"privacy\":")
                .doesNotContain("jane@example.com", "globex", "\"amount\":7");
        assertThat(console.out().lines()).hasSize(1);
    }

    @Test
    void clean_saysWhatItRemoved() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("tail", "--data", data.toString(), "--clean")).isZero();
        assertThat(console.err()).contains("Nothing was left behind");
    }

    @Test
    void wrongUse_isSaid() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("tail", "--data", data.toString(), "--tenant", "a/b"))
                .isEqualTo(2);
        assertThat(console.err()).contains("--tenant");
        assertThat(new CapturedConsole().run("tail", "--topic-arn", "nonsense")).isEqualTo(2);
    }

    /** Before its subscription is there, nothing comes. */
    private static void publishUntilDone(CompletableFuture<Integer> tail, String... events) throws IOException {
        Path file = Files.write(data.resolve("tail.jsonl"), List.of(events));
        for (int i = 0; i < 60 && !tail.isDone(); i++) {
            assertThat(new CapturedConsole().run("publish", "--data", data.toString(), file.toString()))
                    .isZero();
        }
    }

    private static String event(String tenant, int amount, String email) {
        return "{\"tenantId\":\"" + tenant + "\",\"actorId\":\"" + email
                + "\",\"action\":\"payment_processed\",\"resource\":\"invoice\",\"timestamp\":\"2024-03-28T10:00:00Z\""
                + ",\"metadata\":{\"amount\":" + amount + ",\"email\":\"" + email + "\"}}";
    }
}
