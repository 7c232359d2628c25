package dev.taly.activity.audit.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.SampleLines;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.EventTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckTableTest {
    private static final String ALL = Stream.of(LineField.values())
            .map(field -> '"' + field.wire() + '"')
            .collect(Collectors.joining(", ", "SELECT ", " FROM "));

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void rows_areTheArchivesEvents(long seed) throws IOException {
        List<StoredLine> lines = SampleLines.all(seed, 300);
        try (DuckTable table = filled(lines)) {
            agree(seed, lines, rows(table, ALL + "events"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3})
    void parquet_readBack_isTheArchivesEvents(long seed) throws IOException {
        List<StoredLine> lines = SampleLines.all(seed, 300);
        Path first = temp.resolve("a'1.parquet");
        Path second = temp.resolve("2.parquet");
        Path whole = temp.resolve("whole.parquet");
        try (DuckTable table = filled(lines.subList(0, 100))) {
            table.writeParquet(first);
            table.clear();
            for (StoredLine line : lines.subList(100, lines.size())) {
                table.add(line);
            }
            table.writeParquet(second);
            table.joinParquet(List.of(first, second), whole);
        }

        List<List<@Nullable Object>> rows = parquet(whole, ALL);

        agree(seed, lines, rows);
        assertThat(parquet(whole, "DESCRIBE SELECT * FROM ").stream().map(row -> row.get(0) + " " + row.get(1)))
                .contains(
                        "timestamp TIMESTAMP WITH TIME ZONE",
                        "receivedAt TIMESTAMP WITH TIME ZONE",
                        "consent BOOLEAN",
                        "seq BIGINT",
                        "metadata JSON",
                        "id VARCHAR")
                .hasSize(LineField.values().length);
    }

    @Test
    void columns_haveRealTypes() throws IOException {
        try (DuckTable table = filled(SampleLines.hard());
                DuckRows rows = table.query("SELECT * FROM events")) {
            assertThat(rows.columns().stream().map(column -> column.name() + " " + column.type()))
                    .containsExactly(
                            "id VARCHAR",
                            "tenantId VARCHAR",
                            "actorId VARCHAR",
                            "action VARCHAR",
                            "resource VARCHAR",
                            "resourceId VARCHAR",
                            "timestamp TIMESTAMP WITH TIME ZONE",
                            "level VARCHAR",
                            "outcome VARCHAR",
                            "metadata JSON",
                            "userAgent VARCHAR",
                            "ipAddress VARCHAR",
                            "consent BOOLEAN",
                            "producer VARCHAR",
                            "seq BIGINT",
                            "traceId VARCHAR",
                            "receivedAt TIMESTAMP WITH TIME ZONE",
                            "enrichment JSON",
                            "tenant VARCHAR",
                            "date DATE");
        }
    }

    @Test
    void year_ofAnyEventHasItsPlace() throws IOException {
        try (DuckTable table = filled(List.of(at("0000-01-01T00:00:00Z"), at("9999-12-31T23:59:59.999999999Z")))) {
            assertThat(rows(table, "SELECT timestamp, date, date_trunc('year', timestamp) FROM events"))
                    .containsExactly(
                            List.of("0000-01-01T00:00:00Z", "0000-01-01", "0000-01-01T00:00:00Z"),
                            List.of("9999-12-31T23:59:59.999999Z", "9999-12-31", "9999-01-01T00:00:00Z"));
        }
    }

    @Test
    void metadata_isAskedAsJson_withEveryDigit() throws IOException {
        try (DuckTable table = filled(SampleLines.hard())) {
            assertThat(rows(table, "SELECT metadata->>'n' FROM events WHERE metadata->>'n' LIKE '1234%'"))
                    .containsExactly(List.of("12345678901234567890123456789012345678"));
        }
    }

    @Test
    void metadata_mayBeHuge() throws IOException {
        String text = "\\u0000".repeat(200_000);
        StoredLine line = SampleLines.line(
                "{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\",\"metadata\":{\"a\":\"" + text
                        + "\"}}");
        try (DuckTable table = filled(List.of(line))) {
            assertThat(rows(table, "SELECT length(metadata->>'a') FROM events")).containsExactly(List.of(200_000L));
        }
    }

    @Test
    void parquet_ofManyLargeEvents_needsLittleMemory_andKeepsTheirOrder() throws IOException {
        String text = "x".repeat(70_000);
        Path part = temp.resolve("part.parquet");
        Path whole = temp.resolve("whole.parquet");
        try (DuckTable table = DuckTable.create(temp)) {
            for (int i = 0; i < 2_048; i++) {
                table.add(SampleLines.line("{\"id\":\"" + i
                        + "\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\",\"metadata\":{\"a\":\"" + i
                        + text
                        + "\"}}"));
            }
            table.writeParquet(part);
            table.joinParquet(List.of(part, part), whole);
        }

        String inOrder = "SELECT count(*), bool_and(id = (file_row_number % 2048)::VARCHAR), "
                + "bool_and(length(metadata->>'a') = 70000 + length(id)) FROM read_parquet([";
        assertThat(parquet(whole, inOrder, "], file_row_number = true)")).containsExactly(List.of(4_096L, true, true));
        assertThat(parquet(whole, "SELECT count(DISTINCT row_group_id) > 8 FROM parquet_metadata(", ")"))
                .containsExactly(List.of(true));
    }

    @Test
    void value_ofAnotherType_keepsNoOtherOut() throws IOException {
        StoredLine odd = SampleLines.line("{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\","
                + "\"actorId\":{\"a\":1},\"consent\":\"maybe\",\"seq\":\"x\",\"receivedAt\":\"soon\",\"level\":5}");
        try (DuckTable table = filled(List.of(odd))) {
            assertThat(rows(
                            table,
                            "SELECT id, \"level\", consent IS NULL, seq IS NULL, receivedAt IS NULL FROM events"))
                    .containsExactly(List.of("1", "5", true, true, true));
        }
    }

    @Test
    void value_ofAnotherType_isNotMadeOneOfTheColumns() throws IOException {
        StoredLine odd = SampleLines.line("{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\","
                + "\"consent\":\"yes\",\"seq\":1.7,\"receivedAt\":\"2024-03-28\"}");
        try (DuckTable table = filled(List.of(odd))) {
            assertThat(rows(table, "SELECT consent IS NULL, seq IS NULL, receivedAt IS NULL FROM events"))
                    .containsExactly(List.of(true, true, true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-28t23:45:30.1234567z",
                "2024-03-29T23:44:30.123456789+23:59",
                "2024-03-27T23:46:30.1234560-23:59"
            })
    void time_isTheEvents_howeverItIsWritten(String time) throws IOException {
        try (DuckTable table = filled(List.of(at(time)))) {
            assertThat(rows(table, "SELECT timestamp, date FROM events"))
                    .containsExactly(List.of("2024-03-28T23:45:30.123456Z", "2024-03-28"));
        }
    }

    @Test
    void halfACharacter_isReplaced_andKeepsNothingOut() throws IOException {
        String half = "a\\ud800b\\udc00\\ud83d\\ude00\\\\ud800\\ud83d";
        StoredLine odd = SampleLines.line(
                "{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\",\"actorId\":\"" + half
                        + "\",\"metadata\":{\"a\":\"" + half + "\"}}");
        try (DuckTable table = filled(List.of(odd, at("2024-03-28T12:45:30Z")))) {
            assertThat(rows(table, "SELECT actorId, metadata->>'a' FROM events LIMIT 1"))
                    .containsExactly(List.of("a\ufffdb\ufffd😀\\ud800\ufffd", "a\ufffdb\ufffd😀\\ud800\ufffd"));
            assertThat(rows(table, "SELECT count(*) FROM events")).containsExactly(List.of(2L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/hostname')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM '/etc/passwd.csv'",
                "SELECT * FROM read_json('http://127.0.0.1:9/x.json')",
                "COPY events TO '/tmp/activity-stolen.csv'",
                "COPY events FROM '/etc/passwd'",
                "EXPORT DATABASE '/tmp/activity-stolen'",
                "ATTACH '/tmp/activity-other.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "RESET enable_external_access",
                "SET memory_limit = '100GB'",
                "SET temp_directory = '/tmp/activity-elsewhere'",
                "PRAGMA enable_profiling; PRAGMA profiling_output = '/tmp/activity-profile'"
            })
    void sql_reachesNothingButTheTable(String sql) throws IOException {
        try (DuckTable table = filled(SampleLines.hard())) {
            assertThat(rows(table, "SELECT 1")).hasSize(1);
            assertThatThrownBy(() -> rows(table, sql))
                    .isInstanceOf(DuckException.class)
                    .hasMessageNotContaining("\n");
            assertThat(rows(table, "SELECT count(*) FROM events"))
                    .containsExactly(List.of((long) SampleLines.hard().size()));
        }
    }

    @Test
    void sql_cannotReadTheTablesOwnDirectory() throws IOException {
        try (DuckTable table = filled(SampleLines.hard())) {
            Files.writeString(table.directory().resolve("secret.txt"), "x");

            assertThatThrownBy(() -> rows(table, "SELECT * FROM read_text('" + table.directory() + "/secret.txt')"))
                    .isInstanceOf(DuckException.class);
        }
    }

    @Test
    void sql_thatIsWrong_isOneSentence() throws IOException {
        try (DuckTable table = filled(SampleLines.hard())) {
            assertThatThrownBy(() -> rows(table, "SELECT nothing FROM events"))
                    .isInstanceOf(DuckException.class)
                    .hasMessageContaining("\"nothing\"")
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> rows(table, "SELCT 1"))
                    .isInstanceOf(DuckException.class)
                    .hasMessageNotContaining("LINE 1");
        }
    }

    @Test
    void sql_thatFailsOnAValue_saysWhich() throws IOException {
        try (DuckTable table = filled(SampleLines.hard())) {
            assertThatThrownBy(() -> rows(table, "SELECT CAST(action AS INT) FROM events"))
                    .isInstanceOf(DuckException.class)
                    .hasMessageStartingWith("Conversion Error: ")
                    .hasMessageContaining("'appointment_cancelled'");
        }
    }

    @Test
    void values_arePlain() throws IOException {
        try (DuckTable table = filled(List.of())) {
            assertThat(
                            rows(
                                    table,
                                    "SELECT {'a': 1, 'b': [1, NULL]}, MAP {'x': DATE '2024-01-01'}, 1::HUGEINT, 1.50::DECIMAL(4,2), "
                                            + "'ab'::BLOB, INTERVAL 2 DAY, TIME '10:00', TIMESTAMP '2024-01-01 00:00:00', NULL, true"))
                    .hasSize(1)
                    .first()
                    .hasToString(
                            "[{a=1, b=[1, null]}, {x=2024-01-01}, 1, 1.50, 6162, 2 days, 10:00:00, 2024-01-01T00:00:00, null, true]");
        }
    }

    @Test
    void times_thatAreOdd_areHandedOnOrRefused() throws IOException {
        try (DuckTable table = filled(List.of())) {
            assertThat(
                            rows(
                                    table,
                                    "SELECT 'infinity'::TIMESTAMPTZ, '-infinity'::TIMESTAMP, 'infinity'::DATE, ['infinity'::TIMESTAMPTZ]"))
                    .containsExactly(List.of("infinity", "-infinity", "infinity", List.of("infinity")));
            for (String sql : List.of(
                    "SELECT TIME '24:00:00' AS t",
                    "SELECT [TIME '24:00:00'] AS t",
                    "SELECT {'a': TIME '24:00:00'} AS t")) {
                assertThatThrownBy(() -> rows(table, sql))
                        .as(sql)
                        .isInstanceOf(DuckException.class)
                        .hasMessageContaining("cast it to VARCHAR");
            }
        }
    }

    @Test
    void timestamp_withoutAZone_isNotOfTheMachinesZone() throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Stockholm"));
        try (DuckTable table = filled(List.of())) {
            assertThat(rows(
                            table,
                            "SELECT TIMESTAMP '2024-03-31 02:30:00', TIMESTAMP_NS '2024-03-31 02:30:00.000000001'"))
                    .containsExactly(List.of("2024-03-31T02:30:00", "2024-03-31T02:30:00.000000001"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void statement_withoutAResult_hasNoColumns() throws IOException {
        try (DuckTable table = filled(SampleLines.hard());
                DuckRows rows = table.query("CREATE VIEW v AS SELECT 1")) {
            assertThat(rows.columns()).isEmpty();
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void close_removesEverything_alsoAfterAFailure() throws IOException {
        try (DuckTable table = filled(SampleLines.hard())) {
            assertThatThrownBy(() -> rows(table, "SELECT error('no')")).isInstanceOf(DuckException.class);
        }
        try (DuckTable table = DuckTable.create(temp)) {
            table.add(SampleLines.hard().get(0));
        }

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void create_whereNothingCanBeWritten_saysSo() {
        Path nowhere = temp.resolve("missing");

        assertThatThrownBy(() -> DuckTable.create(nowhere))
                .isInstanceOf(DuckException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private static void agree(long seed, List<StoredLine> lines, List<List<@Nullable Object>> rows) {
        assertThat(rows).as("seed %d", seed).hasSize(lines.size());
        for (int i = 0; i < rows.size(); i++) {
            int column = 0;
            for (LineField field : LineField.values()) {
                Object value = rows.get(i).get(column++);
                assertThat(value == null ? "" : value.toString())
                        .as("seed %d, line %d, %s", seed, i, field)
                        .isEqualTo(expected(lines.get(i), field));
                assertThat(value == null)
                        .isEqualTo(SampleLines.value(lines.get(i), field).isEmpty());
            }
        }
    }

    private static String expected(StoredLine line, LineField field) {
        String value = SampleLines.value(line, field).orElse("");
        boolean isTime = field == LineField.TIMESTAMP || field == LineField.RECEIVED_AT;
        return isTime && !value.isEmpty()
                ? EventTime.parse(value)
                        .instant()
                        .truncatedTo(ChronoUnit.MICROS)
                        .toString()
                : value;
    }

    private DuckTable filled(List<StoredLine> lines) throws IOException {
        DuckTable table = DuckTable.create(temp);
        for (StoredLine line : lines) {
            table.add(line);
        }
        return table;
    }

    private static StoredLine at(String time) {
        return SampleLines.line("{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"" + time + "\"}");
    }

    private static List<List<@Nullable Object>> rows(DuckTable table, String sql) throws IOException {
        List<List<@Nullable Object>> all = new ArrayList<>();
        try (DuckRows rows = table.query(sql)) {
            for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    private static List<List<@Nullable Object>> parquet(Path file, String select) {
        return parquet(file, select, "");
    }

    /** By a connection of its own, as anybody would. */
    private static List<List<@Nullable Object>> parquet(Path file, String select, String after) {
        String source = "'" + file.toString().replace("'", "''") + "'";
        try (var duck = java.sql.DriverManager.getConnection("jdbc:duckdb:")) {
            try (DuckRows rows = DuckRows.of(duck, select + source + after)) {
                List<List<@Nullable Object>> all = new ArrayList<>();
                for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
                    all.add(row);
                }
                return all;
            }
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
