package dev.taly.activity.audit.table;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final Path directory;
    private final DuckEngine duck;
    private final DuckChunks waiting;
    private boolean locked;

    private DuckTable(Path directory) {
        this.directory = directory;
        this.waiting = new DuckChunks(directory);
        this.duck = DuckEngine.in(directory);
        try {
            duck.execute("SET TimeZone = 'UTC'");
            duck.execute(DuckSchema.create());
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
        waiting.add(line);
    }

    /** Forgets all events; not after {@link #query}. */
    public void clear() throws IOException {
        open();
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
        List<Path> lines = waiting.written();
        // Past the table: out of it come 2,048 events at once, however large they are.
        duck.copy(
                "SELECT " + DuckSchema.fields() + " FROM " + (lines.isEmpty() ? "events" : DuckSchema.rows(lines)),
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
        duck.copy(
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
            waiting.drain(file -> duck.execute("INSERT INTO events SELECT * FROM " + DuckSchema.rows(List.of(file))));
            duck.lock();
            locked = true;
        }
        return duck.query(sql);
    }

    /** Removes the table with everything temporary. */
    @Override
    public void close() {
        try (duck;
                waiting) {
            // Both are closed, whichever fails.
        } catch (IOException e) {
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
}
