package dev.taly.activity.audit.table;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table {@code events} of lines, with a column for each {@link dev.taly.activity.audit.LineField} under its own name:
 * {@code timestamp} and {@code receivedAt} as TIMESTAMPTZ, cut to the microsecond; {@code consent} as BOOLEAN; {@code seq} as
 * BIGINT; {@code metadata} and {@code enrichment} as JSON, text for text; the others as VARCHAR. JSON's null is NULL, and so
 * is a value of another type; half a character is U+FFFD.
 * {@code tenant} and {@code date}, a DATE in UTC, are there too, as in a partition's path.
 *
 * <p>It is in a temporary directory, so it may be larger than memory; {@link #close} removes that. For one thread.
 */
public final class DuckTable implements AutoCloseable {
    private static final long CHUNK = 32L << 20;
    private static final String MEMORY = "512MB";
    /** Of a row group, whichever comes first: the engine holds a few of them while it writes. */
    private static final String GROUP = "ROW_GROUP_SIZE 16384, ROW_GROUP_SIZE_BYTES '16MB'";

    private static final int MOST_THREADS = 4;

    private final Path directory;
    private final Connection duck;
    /** What is not in the table itself yet, in the order in which it came. */
    private final List<Path> waiting = new ArrayList<>();

    private @Nullable DuckChunk chunk;
    private boolean locked;

    private DuckTable(Path directory) throws SQLException {
        this.directory = directory;
        this.duck = connect(directory);
        try {
            execute("SET TimeZone = 'UTC'");
            execute(DuckSchema.create());
        } catch (RuntimeException e) {
            duck.close();
            throw e;
        }
    }

    /**
     * An empty table.
     *
     * @param parent where its temporary directory is made
     * @throws DuckException if that cannot be written
     */
    public static DuckTable create(Path parent) {
        Path directory;
        try {
            directory = Files.createTempDirectory(parent, "activity-table-");
        } catch (IOException e) {
            throw new DuckException("a temporary directory cannot be made in " + parent, e);
        }
        try {
            return new DuckTable(directory);
        } catch (SQLException e) {
            remove(directory);
            throw new DuckException(e);
        } catch (RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    /** Where its files are, for whoever must remove them when the process is stopped. */
    public Path directory() {
        return directory;
    }

    /**
     * Adds an event; not after {@link #query}.
     *
     * @throws IOException if the temporary directory cannot be written
     */
    public void add(StoredLine line) throws IOException {
        open();
        if (chunk == null) {
            Path file = directory.resolve("chunk-" + waiting.size() + ".jsonl");
            chunk = new DuckChunk(file);
            waiting.add(file);
        }
        chunk.add(line);
        if (chunk.bytes() >= CHUNK) {
            endChunk();
        }
    }

    /** Forgets all events; not after {@link #query}. */
    public void clear() throws IOException {
        open();
        endChunk();
        for (Path file : waiting) {
            Files.delete(file);
        }
        waiting.clear();
    }

    /**
     * Writes all events to a file, in the order in which they came, with the columns' own types; without {@code tenant} and
     * {@code date}; not after {@link #query}.
     *
     * @param file is overwritten
     * @throws DuckException if it cannot be written
     */
    public void writeParquet(Path file) throws IOException {
        open();
        endChunk();
        // Past the table: out of it come 2,048 events at once, however large they are.
        copy(
                "SELECT " + DuckSchema.fields() + " FROM " + (waiting.isEmpty() ? "events" : DuckSchema.rows(waiting)),
                file);
    }

    /**
     * Makes one file of many that {@link #writeParquet} wrote, in their order; not after {@link #query}.
     *
     * @param parts at least one
     * @param file is overwritten
     * @throws DuckException if one cannot be read, or the file cannot be written
     */
    public void joinParquet(List<Path> parts, Path file) {
        copy(
                parts.stream()
                        .map(DuckSchema::literal)
                        .collect(Collectors.joining(
                                ", ", "SELECT * FROM read_parquet([", "], hive_partitioning = false)")),
                file);
    }

    /**
     * Runs a user's SQL. From then on nothing but this table can be reached, and no setting can be changed.
     *
     * @return the rows of its last statement; the caller closes them
     * @throws DuckException if it is wrong, or wants what it may not have
     */
    public DuckRows query(String sql) throws IOException {
        if (!locked) {
            load();
            lock();
        }
        return DuckRows.of(duck, sql);
    }

    /** Removes the table with everything temporary. */
    @Override
    public void close() {
        try (duck) {
            if (chunk != null) {
                chunk.close();
            }
        } catch (IOException | SQLException e) {
            throw new DuckException("the table cannot be closed", e);
        } finally {
            remove(directory);
        }
    }

    /** Removes a table's directory, if it is still there. */
    public static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // It is gone, or going by another's hand, which was the purpose.
        }
    }

    private void open() {
        if (locked) {
            throw new IllegalStateException("the table is locked");
        }
    }

    private void endChunk() throws IOException {
        if (chunk != null) {
            chunk.close();
            chunk = null;
        }
    }

    private void load() throws IOException {
        endChunk();
        for (Path file : waiting) {
            execute("INSERT INTO events SELECT * FROM " + DuckSchema.rows(List.of(file)));
            Files.delete(file);
        }
        waiting.clear();
    }

    private void lock() {
        execute("SET preserve_insertion_order = true");
        execute("SET threads = " + Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
        locked = true;
    }

    private void copy(String select, Path file) {
        execute("COPY (" + select + ") TO " + DuckSchema.literal(file) + " (FORMAT parquet, COMPRESSION zstd, " + GROUP
                + ")");
    }

    private void execute(String sql) {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DuckException(e);
        }
    }

    private static Connection connect(Path directory) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        // With one thread the order is kept without being asked for, and a row group may then be limited in bytes.
        settings.setProperty("threads", "1");
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("temp_directory", directory.resolve("spill").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("events.db"), settings);
    }
}
