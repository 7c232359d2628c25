package dev.taly.activity.bench;

import dev.taly.activity.archive.DirectoryObjects;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading an archive on disk: filters and counts beside the floor, which is to decompress and count lines, and beside DuckDB's
 * {@code read_json} on the same files. On one thread each, so that the ratios are of work and not of luck.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class AuditBench {
    private static final Selection ALL = Selection.ofAllTenants(TimeRange.ALL);

    /** How large an object is before compression, in KB. */
    @Param({"50", "50000"})
    private int kilobytes;

    /** How much there is in all, in MB. */
    @Param("1000")
    private int megabytes;

    private Path data = Path.of("");

    /** Writes the archive. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        data = Files.createTempDirectory("audit-bench");
        AuditBenchData.write(data, kilobytes * 1_000L, megabytes * 1_000_000L);
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        AuditBenchData.delete(data);
    }

    /** The floor. */
    @Benchmark
    public long floor() throws IOException {
        long lines = 0;
        byte[] buffer = new byte[64 * 1024];
        for (Path file : files()) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file), buffer.length)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        lines += buffer[i] == '\n' ? 1 : 0;
                    }
                }
            }
        }
        return lines;
    }

    /** One actor of 5,000. */
    @Benchmark
    public long actor() throws IOException {
        return read(EventFilter.builder().field(LineField.ACTOR_ID, "user-42"));
    }

    /** One action of 8. */
    @Benchmark
    public long action() throws IOException {
        return read(EventFilter.builder().field(LineField.ACTION, "role_changed"));
    }

    /** One event in a hundred, by a word that is in every line. */
    @Benchmark
    public long level() throws IOException {
        return read(EventFilter.builder().field(LineField.LEVEL, "critical"));
    }

    /** A text that few lines hold. */
    @Benchmark
    public long grep() throws IOException {
        return read(EventFilter.builder().text("zz9"));
    }

    /** Every event, each id once. */
    @Benchmark
    public long count() throws IOException {
        return read(EventFilter.builder());
    }

    /** DuckDB: {@link #actor}. */
    @Benchmark
    public long duckActor() throws SQLException {
        return duck("where actorId = 'user-42'");
    }

    /** DuckDB: {@link #count}. */
    @Benchmark
    public long duckCount() throws SQLException {
        return duck("");
    }

    private long read(EventFilter.Builder filter) throws IOException {
        return new ArchiveReader(new DirectoryObjects(data), 1)
                .read(ALL, filter.build(), line -> true)
                .matches();
    }

    private long duck(String where) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("set threads = 1");
            return count(statement, where);
        }
    }

    private long count(Statement statement, String where) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(distinct id) from read_json('" + data
                + "/events/*/*/*.gz', format = 'newline_delimited', columns = {id: 'VARCHAR', actorId: 'VARCHAR'}) "
                + where)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
