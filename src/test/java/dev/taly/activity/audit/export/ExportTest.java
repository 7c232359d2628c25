package dev.taly.activity.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.SampleLines;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.TimeRange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
    private static final Instant WRITTEN = Instant.parse("2024-04-02T00:00:00Z");

    @TempDir
    private Path temp;

    private final MemoryArchive archive = new MemoryArchive();
    private final ArchiveReader reader = new ArchiveReader(archive);

    @BeforeEach
    void fill() {
        List<StoredLine> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(line("a" + i, "tenant-" + i % 3, "2024-03-" + (10 + i % 5)));
        }
        archive.store(WRITTEN, lines);
        archive.store(WRITTEN.plusSeconds(1), SampleLines.hard());
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void file_isThePartsOfAllPartitionsInTheirOrder(ExportFormat format) throws IOException {
        Path out = temp.resolve("out");

        ExportReport report = run(plan(out, format));

        assertThat(report.read().matches()).isEqualTo(60 + SampleLines.hard().size());
        assertThat(report.read().partitions()).isEqualTo(16);
        assertThat(report.bytes()).isEqualTo(Files.size(out));
        assertThat(temp).isDirectoryNotContaining(file -> !file.equals(out));
        if (format == ExportFormat.JSONL) {
            List<String> all = new ArrayList<>();
            reader.read(Selection.ofAllTenants(TimeRange.ALL), EventFilter.all(), line -> all.add(line.json()));
            assertThat(Files.readAllLines(out)).isEqualTo(all);
        }
        if (format == ExportFormat.CSV) {
            assertThat(Files.readString(out)).startsWith("\"id\",").containsOnlyOnce("\"tenantId\"");
        }
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void tree_hasAFileForEachPartition(ExportFormat format) throws IOException {
        Path out = temp.resolve("tree");

        ExportReport report = run(tree(out, format, false));

        Path file = out.resolve("tenant=salon-042/date=2024-03-28/events." + format.extension());
        assertThat(file).isNotEmptyFile();
        assertThat(files(out)).hasSize(16);
        assertThat(report.bytes())
                .isEqualTo(files(out).values().stream()
                        .mapToLong(bytes -> bytes.length())
                        .sum());
        if (format == ExportFormat.CSV) {
            assertThat(files(out).values()).allSatisfy(text -> assertThat(text).startsWith("\"id\","));
        }
    }

    @Test
    void parquet_hasTheSameColumns_asOneFileAndAsATree() throws Exception {
        Path out = temp.resolve("out.parquet");
        Path tree = temp.resolve("tree");
        run(plan(out, ExportFormat.PARQUET));
        run(tree(tree, ExportFormat.PARQUET, false));

        Path ofTree = tree.resolve("tenant=salon-042/date=2024-03-28/events.parquet");
        assertThat(columns(out)).isEqualTo(columns(ofTree)).hasSize(LineField.values().length);
    }

    @Test
    void gzip_hasOneMember_withTheSameText() throws IOException {
        Path plain = temp.resolve("out.csv");
        Path packed = temp.resolve("out.csv.gz");
        run(plan(plain, ExportFormat.CSV));
        run(new ExportPlan(all(), EventFilter.all(), "", ExportFormat.CSV, packed, false, true, false));

        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void nothing_isAFileWithoutEvents(ExportFormat format) throws IOException {
        EventFilter none = EventFilter.builder().field(LineField.ID, "nobody").build();
        Path out = temp.resolve("out");

        ExportReport report = run(new ExportPlan(all(), none, "id nobody", format, out, false, false, false));

        assertThat(report.read().matches()).isZero();
        assertThat(out).exists();
        if (format == ExportFormat.CSV) {
            assertThat(Files.readAllLines(out)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"JSONL, 1", "JSONL, 2", "CSV, 3", "CSV, 4", "OCSF, 5", "CLOUDEVENTS, 6", "PARQUET, 7", "PARQUET, 8"})
    void run_stoppedAnywhereAndRunAgain_givesWhatAnUninterruptedOneGives(ExportFormat format, long seed)
            throws IOException {
        Path whole = temp.resolve("whole");
        Path wholeTree = temp.resolve("whole-tree");
        run(plan(whole, format));
        run(tree(wholeTree, format, false));
        Random random = new Random(seed);

        Path out = temp.resolve("out");
        int stops = untilDone(plan(out, format), random, seed);
        Path outTree = temp.resolve("out-tree");
        int treeStops = untilDone(tree(outTree, format, false), random, seed);

        assertThat(stops + treeStops).as("seed %d", seed).isPositive();
        assertThat(Files.readAllBytes(out)).as("seed %d", seed).isEqualTo(Files.readAllBytes(whole));
        assertThat(files(outTree)).as("seed %d", seed).isEqualTo(files(wholeTree));
        assertThat(temp.resolve("out.parts")).doesNotExist();
    }

    @Test
    void run_again_readsOnlyWhatIsMissingOrChanged() throws IOException {
        Path out = temp.resolve("out");
        stopAt(plan(out, ExportFormat.JSONL), archive.keys().get(archive.keys().size() - 1));
        StoredLine late = line("late", "tenant-0", "2024-03-10");
        archive.store(WRITTEN.plusSeconds(60), List.of(late));
        List<String> read = new ArrayList<>();
        archive.onGet(read::add);

        ExportReport report = run(plan(out, ExportFormat.JSONL));

        assertThat(read).hasSize(4).anyMatch(key -> key.contains("tenant=tenant-0/date=2024-03-10"));
        assertThat(report.reused()).isEqualTo(13);
        assertThat(report.read().matches()).isEqualTo(61 + SampleLines.hard().size());
        assertThat(Files.readString(out)).contains(late.json());
    }

    @Test
    void run_ofAnotherSelection_isRefused() {
        Path out = temp.resolve("out");
        stopAt(plan(out, ExportFormat.JSONL), archive.keys().get(5));

        assertThatThrownBy(() -> run(plan(out, ExportFormat.CSV)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("another export");
        assertThat(out).doesNotExist();
    }

    @Test
    void target_thatIsThere_staysUnlessItMayBeReplaced() throws IOException {
        Path out = Files.writeString(temp.resolve("out"), "mine");

        assertThatThrownBy(() -> run(plan(out, ExportFormat.JSONL)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is there already");
        assertThat(out).hasContent("mine");
        assertThat(temp.resolve("out.parts")).doesNotExist();

        run(new ExportPlan(all(), EventFilter.all(), "", ExportFormat.JSONL, out, false, false, true));
        assertThat(Files.readAllLines(out)).hasSizeGreaterThan(60);
    }

    @Test
    void tree_isReplacedByATree_andNothingElseIs() throws IOException {
        Path out = temp.resolve("tree");
        run(tree(out, ExportFormat.CSV, false));
        run(tree(out, ExportFormat.JSONL, true));
        assertThat(files(out).keySet()).allMatch(name -> name.endsWith("events.jsonl"));

        Path home = Files.createDirectory(temp.resolve("home"));
        Files.writeString(home.resolve("letter.txt"), "mine");
        assertThatThrownBy(() -> run(tree(home, ExportFormat.JSONL, true)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is not replaced");
        assertThat(home.resolve("letter.txt")).hasContent("mine");

        // An archive has folders of the same names.
        Path events = Files.createDirectories(temp.resolve("copy/events/tenant=acme/date=2024-03-28"));
        Files.writeString(events.resolve("20240328T124533.120Z-9f2c4e1ab03d5c77.jsonl.gz"), "an object");
        assertThatThrownBy(() -> run(tree(temp.resolve("copy/events"), ExportFormat.JSONL, true)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is not replaced");
        assertThat(events).isDirectoryContaining("glob:**.gz");
    }

    @Test
    void damage_isReported_andTheRestExported() throws IOException {
        archive.put(
                "events/tenant=tenant-1/date=2024-03-11/20240402T000000.000Z-0123456789abcdef.jsonl.gz",
                dev.taly.activity.archive.JsonLines.gzip(Stream.of("{no json")));
        Path out = temp.resolve("out");

        ExportReport report = run(plan(out, ExportFormat.JSONL));

        assertThat(report.read().damageCount()).isEqualTo(1);
        assertThat(report.read().complete()).isFalse();
        assertThat(Files.readAllLines(out)).hasSize(60 + SampleLines.hard().size());
    }

    @Test
    void diskThatIsFull_isOneSentence_andTheExportGoesOnLater() throws IOException {
        Path out = temp.resolve("out");
        Export full = new Export(reader, path -> new Failing(Files.newOutputStream(path), 200));

        assertThatThrownBy(() -> full.run(plan(out, ExportFormat.JSONL), (done, of, read) -> {}))
                .isInstanceOf(ExportException.class)
                .hasMessage("there is no room left on the disk for " + out);
        assertThat(out).doesNotExist();

        run(plan(out, ExportFormat.JSONL));
        assertThat(out).exists();
    }

    @Test
    void directory_thatIsNotThere_isOneSentence() {
        Path out = temp.resolve("missing/out");

        assertThatThrownBy(() -> run(plan(out, ExportFormat.JSONL)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("missing is no directory");
    }

    @Test
    void twoRuns_toOneTarget_excludeEachOther() throws IOException {
        Path out = temp.resolve("out");
        List<Throwable> second = new ArrayList<>();
        archive.onGet(key -> {
            archive.onGet(other -> {});
            try {
                run(plan(out, ExportFormat.JSONL));
            } catch (RuntimeException e) {
                second.add(e);
            }
        });

        run(plan(out, ExportFormat.JSONL));

        assertThat(second)
                .hasSize(1)
                .first()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("another export to the same target is running");
    }

    @Test
    void journal_withATornLine_losesThatPartOnly() throws IOException {
        Path out = temp.resolve("out");
        stopAt(plan(out, ExportFormat.JSONL), archive.keys().get(archive.keys().size() - 1));
        Path journal = temp.resolve("out.parts/journal.jsonl");
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 7));

        assertThat(run(plan(out, ExportFormat.JSONL)).reused()).isEqualTo(13);
        assertThat(Files.readAllLines(out)).hasSize(60 + SampleLines.hard().size());
    }

    /** Runs it until it is done, each time stopped at another random point, some of them in the middle of a write. */
    private int untilDone(ExportPlan plan, Random random, long seed) {
        for (int stops = 0; stops < 200; stops++) {
            int[] budget = {random.nextInt(12) + 1};
            long bytes = random.nextInt(4) == 0 ? random.nextInt(2_000) : Long.MAX_VALUE;
            archive.onGet(key -> {
                if (--budget[0] == 0) {
                    throw new Stopped();
                }
            });
            try {
                new Export(reader, path -> new Failing(Files.newOutputStream(path), bytes))
                        .run(plan, (done, of, read) -> {});
                return stops;
            } catch (Stopped | ExportException e) {
                assertThat(plan.target()).as("seed %d", seed).doesNotExist();
            }
        }
        throw new AssertionError("seed " + seed + ": it never ends");
    }

    private void stopAt(ExportPlan plan, String key) {
        archive.onGet(read -> {
            if (read.equals(key)) {
                throw new Stopped();
            }
        });
        assertThatThrownBy(() -> run(plan)).isInstanceOf(Stopped.class);
        archive.onGet(read -> {});
    }

    private ExportReport run(ExportPlan plan) {
        return new Export(reader).run(plan, (done, of, read) -> {});
    }

    private static ExportPlan plan(Path out, ExportFormat format) {
        return new ExportPlan(all(), EventFilter.all(), "", format, out, false, false, false);
    }

    private static ExportPlan tree(Path out, ExportFormat format, boolean overwrite) {
        return new ExportPlan(all(), EventFilter.all(), "", format, out, true, false, overwrite);
    }

    private static Selection all() {
        return Selection.ofAllTenants(TimeRange.ALL);
    }

    private static StoredLine line(String id, String tenant, String date) {
        return SampleLines.line("{\"id\":\"" + id + "\",\"tenantId\":\"" + tenant
                + "\",\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\"" + date
                + "T10:00:00Z\"}");
    }

    private static Map<String, String> files(Path tree) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(tree)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(
                        tree.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** Those in the file itself, without what its path says. */
    private static List<String> columns(Path parquet) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "
                        + "read_parquet('" + parquet + "', hive_partitioning = false))")) {
            while (rows.next()) {
                columns.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return columns;
    }

    /** Stands for the end of the process. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A file on a disk that is full after so many bytes. */
    private static final class Failing extends FilterOutputStream {
        private long left;

        Failing(OutputStream out, long left) {
            super(out);
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > left) {
                out.write(bytes, offset, (int) left);
                left = 0;
                throw new IOException("No space left on device");
            }
            left -= length;
            out.write(bytes, offset, length);
        }
    }
}
