package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code activity sql} and {@code activity export} on a copy of an archive. */
class HandOnCommandsTest {
    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int columns = 80;

    @BeforeEach
    void fill() throws IOException {
        store(
                "{\"id\":\"1\",\"tenantId\":\"acme\",\"actorId\":\"=1+1\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T12:00:00Z\",\"level\":\"info\",\"metadata\":{\"amount\":12.50}}",
                "{\"id\":\"2\",\"tenantId\":\"acme\",\"actorId\":\"u-2\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T13:00:00Z\",\"level\":\"warn\"}",
                "{\"id\":\"3\",\"tenantId\":\"acme\",\"actorId\":\"u-2\",\"action\":\"user_logout\",\"resource\":\"session\",\"timestamp\":\"2024-03-28T14:00:00Z\",\"level\":\"info\"}");
    }

    @Test
    void sql_printsATable() {
        assertThat(sql("select action, count(*) n from events group by 1 order by 1"))
                .isZero();

        assertThat(out.toString().lines()).containsExactly("action       n", "user_login   2", "user_logout  1");
        assertThat(err.toString()).contains("3 events");
    }

    @Test
    void sql_printsJsonLines() {
        assertThat(sql(
                        "select id, metadata, metadata->>'amount' a, id, [1, null] l from events order by id limit 1",
                        "--format",
                        "jsonl"))
                .isZero();

        assertThat(out.toString())
                .isEqualTo(
                        "{\"id\":\"1\",\"metadata\":{\"amount\":12.50},\"a\":\"12.5\",\"id:1\":\"1\",\"l\":[1,null]}\n");
    }

    @Test
    void sql_printsCsv_whereTextsAreNoFormulas_andNumbersStayNumbers() {
        assertThat(sql("select actorId, -1 n, null x from events where id = '1'", "--format", "csv"))
                .isZero();

        assertThat(out.toString()).isEqualTo("\"actorId\",\"n\",\"x\"\r\n\"'=1+1\",\"-1\",\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void sql_ofManyColumns_fitsTheTerminal(int width) {
        columns = width;
        assertThat(sql("select * from events order by id")).isZero();

        assertThat(out.toString().lines())
                .allMatch(line -> line.length() <= width)
                .anyMatch(line -> line.contains("user_logout"));
    }

    @Test
    void sql_thatIsWrong_isOneSentence() {
        assertThat(sql("select nothing from events")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("error: ")
                .contains("nothing");
    }

    @Test
    void sql_withoutRows_isASentenceOnStandardError() {
        assertThat(sql("select * from events where id = 'x'")).isZero();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("The result has no rows.");
    }

    @Test
    void sql_leavesNothingBehind() throws IOException {
        Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> before = Files.list(tmp)) {
            long count = before.filter(path -> path.getFileName().toString().startsWith("activity-table-"))
                    .count();
            sql("select 1");
            sql("select nothing");
            try (Stream<Path> after = Files.list(tmp)) {
                assertThat(after.filter(path -> path.getFileName().toString().startsWith("activity-table-"))
                                .count())
                        .isLessThanOrEqualTo(count);
            }
        }
    }

    @Test
    void export_writesAFile_andSaysWhatIsInIt() throws IOException {
        Path file = temp.resolve("out.csv");

        assertThat(run(
                        "export",
                        "--data",
                        temp.toString(),
                        "--tenant",
                        "acme",
                        "--format",
                        "csv",
                        "--out",
                        file.toString()))
                .isZero();

        assertThat(Files.readAllLines(file)).hasSize(4);
        assertThat(out.toString()).startsWith(file + ": 3 events, ");
    }

    @Test
    void export_toADirectory_isATree_andItsSummaryJson() {
        Path tree = temp.resolve("tree");

        assertThat(run(
                        "export",
                        "--data",
                        temp.toString(),
                        "--all-tenants",
                        "--format",
                        "parquet",
                        "--out",
                        tree + "/",
                        "--json"))
                .isZero();

        assertThat(tree.resolve("tenant=acme/date=2024-03-28/events.parquet")).isNotEmptyFile();
        assertThat(out.toString()).contains("\"events\" : 3");
    }

    @Test
    void export_toWhatIsThere_isRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("out.jsonl"), "mine");

        assertThat(run("export", "--data", temp.toString(), "--tenant", "acme", "--out", file.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("is there already").contains("--overwrite");
        assertThat(file).hasContent("mine");
    }

    @Test
    void export_intoTheArchive_isRefused() throws IOException {
        Path events = temp.resolve("events");
        long before = files(events);

        for (String out : List.of("events/", "events/tenant=acme/", "events/x.jsonl", "")) {
            assertThat(run(
                            "export",
                            "--data",
                            temp.toString(),
                            "--tenant",
                            "acme",
                            "--overwrite",
                            "--out",
                            temp + "/" + out))
                    .describedAs(out)
                    .isEqualTo(2);
        }

        assertThat(err.toString()).contains("--out is in the archive itself");
        assertThat(files(events)).isEqualTo(before);
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void export_ofNothing_isASentence() {
        Path file = temp.resolve("out.jsonl");

        assertThat(run("export", "--data", temp.toString(), "--tenant", "other", "--out", file.toString()))
                .isZero();

        assertThat(err.toString()).contains("No event was found there");
        assertThat(file).isEmptyFile();
    }

    private int sql(String sql, String... more) {
        return run(Stream.concat(Stream.of("sql", "--data", temp.toString(), "--tenant", "acme", sql), Stream.of(more))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Activity.run(
                new Console(
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(err, true),
                        false,
                        false,
                        false,
                        false,
                        columns,
                        false),
                arguments);
    }

    private void store(String... lines) throws IOException {
        Partition partition = new Partition("acme", LocalDate.of(2024, 3, 28));
        byte[] bytes = JsonLines.gzip(Stream.of(lines));
        Path folder = Files.createDirectories(temp.resolve(partition.prefix()));
        Files.write(folder.resolve(JsonLines.name(Instant.parse("2024-07-01T00:00:00Z"), Sha256.of(bytes))), bytes);
    }
}
