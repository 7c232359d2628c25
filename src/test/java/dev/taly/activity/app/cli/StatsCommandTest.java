package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatsCommandTest {
    private final CapturedConsole console = new CapturedConsole();

    @TempDir
    private Path directory;

    @BeforeEach
    void archive() throws IOException {
        object(
                "acme",
                "2024-03-28",
                line("1", "acme", "u1", "user_login", "2024-03-28T08:00:00Z", "info", "success"),
                line("2", "acme", "u1", "user_login", "2024-03-28T09:00:00Z", "warn", "failure"),
                line("2", "acme", "u1", "user_login", "2024-03-28T09:00:00Z", "warn", "failure"));
        object(
                "acme",
                "2024-03-30",
                line(
                        "3",
                        "acme",
                        "\\u001b[31mu2\\u202e 張偉",
                        "plan_changed",
                        "2024-03-30T09:00:00Z",
                        "critical",
                        "success"));
        object(
                "globex",
                "2024-03-30",
                line("1", "globex", "u1", "user_login", "2024-03-30T09:00:00Z", "info", "success"));
    }

    @Test
    void tables_countEachEventOnce() {
        assertThat(stats("--tenant", "acme")).isZero();

        assertThat(console.out()).isEqualTo("""
                3 events of acme, 2024-03-28 to 2024-03-30 (UTC)
                1 failure · 1 warning · 1 critical

                Events per day
                2024-03-28               2          ████████████████████████████████████████████
                2024-03-29               0
                2024-03-30               1          ██████████████████████

                Actions  2 different
                user_login               2  66.7 %  ████████████████████████████████████████████
                plan_changed             1  33.3 %  ██████████████████████

                Actors  2 different
                u1                       2  66.7 %  ████████████████████████████████████████████
                \\u001b[31mu2\\u202e 張偉  1  33.3 %  ██████████████████████

                Levels
                critical                 1  33.3 %  ████████████████████████████████████████████
                info                     1  33.3 %  ████████████████████████████████████████████
                warn                     1  33.3 %  ████████████████████████████████████████████

                Outcomes
                success                  2  66.7 %  ████████████████████████████████████████████
                failure                  1  33.3 %  ██████████████████████
                """);
        assertThat(console.err()).contains("4 events, 3 chosen, 1 duplicate left out");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 119, 120, 160, 200, 500})
    void tables_fitTheTerminal(int columns) {
        console.withColumns(columns);

        assertThat(stats("--all-tenants")).isZero();

        assertThat(console.out().lines())
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(Math.min(columns, 200)));
        assertThat(console.out()).contains("u1 · globex").doesNotContain("\u001b");
        assertThat(console.out()
                        .lines()
                        .anyMatch(line -> line.startsWith("Events per day ") && line.contains("Actions")))
                .isEqualTo(columns >= 120);
    }

    @Test
    void top_leavesTheOthersInOneRow() {
        assertThat(stats("--tenant", "acme", "--top", "1")).isZero();

        assertThat(console.out()).containsPattern("1 other +1 +33.3 %\n");
    }

    @Test
    void filter_holds() {
        assertThat(stats("--all-tenants", "--outcome", "failure")).isZero();

        assertThat(console.out()).startsWith("1 event of all tenants, 2024-03-28 to 2024-03-28 (UTC)\n1 failure · ");
    }

    @Test
    void nothing_isASentence() {
        assertThat(stats("--tenant", "acme", "--from", "2025-01-01", "--to", "2025-01-01"))
                .isZero();

        assertThat(console.out())
                .isEqualTo("No event of acme from 2025-01-01T00:00:00Z until 2025-01-02T00:00:00Z was found.\n");
    }

    @Test
    void json_isForMachines() throws IOException {
        assertThat(stats("--tenant", "acme", "--json")).isZero();

        JsonNode stats = new ObjectMapper().readTree(console.out());
        assertThat(stats.at("/events").asLong()).isEqualTo(3);
        assertThat(stats.at("/of/0").asText()).isEqualTo("acme");
        assertThat(stats.at("/from").isNull()).isTrue();
        assertThat(stats.at("/days").toString()).isEqualTo("{\"2024-03-28\":2,\"2024-03-30\":1}");
        assertThat(stats.at("/actions/top/0").toString()).isEqualTo("{\"value\":\"user_login\",\"events\":2}");
        assertThat(stats.at("/actors/top/0").toString())
                .isEqualTo("{\"value\":\"u1\",\"tenantId\":\"acme\",\"events\":2}");
        assertThat(stats.at("/read/duplicates").asLong()).isOne();
    }

    @Test
    void html_isWrittenWhole_inPlaceOfWhatWasThere() throws IOException {
        Path report = Files.writeString(directory.resolve("report.html"), "old");

        assertThat(stats("--tenant", "acme", "--html", report.toString())).isZero();

        assertThat(Files.readString(report))
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("張偉");
        assertThat(console.err()).contains("Wrote " + report);
        try (var files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("events", "report.html");
        }
    }

    @Test
    void html_thatCannotBeWritten_isSaidBeforeAnythingIsRead() {
        assertThat(stats("--tenant", "acme", "--html", directory.toString())).isEqualTo(2);
        assertThat(stats(
                        "--tenant",
                        "acme",
                        "--html",
                        directory.resolve("none/x.html").toString()))
                .isEqualTo(2);

        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .contains("is a directory", "there is no directory")
                .doesNotContain("Read ");
    }

    @Test
    void wrongUse_isASentence() {
        assertThat(stats()).isEqualTo(2);
        assertThat(stats("--tenant", "acme", "--top", "0")).isEqualTo(2);

        assertThat(console.err()).contains("no tenant is named", "--top must be 1 to 1000");
    }

    private int stats(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "stats";
        all[1] = "--data";
        all[2] = directory.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return console.run(all);
    }

    private void object(String tenant, String date, String... lines) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("events/tenant=" + tenant + "/date=" + date));
        Path file = folder.resolve("20240401T124533.120Z-9f2c4e1ab03d5c77.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String line(
            String id, String tenant, String actor, String action, String time, String level, String outcome) {
        return "{\"id\":\"%s\",\"tenantId\":\"%s\",\"actorId\":\"%s\",\"action\":\"%s\",\"resource\":\"session\","
                        .formatted(id, tenant, actor, action)
                + "\"timestamp\":\"%s\",\"level\":\"%s\",\"outcome\":\"%s\"}".formatted(time, level, outcome);
    }
}
