package dev.taly.activity.audit.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** DuckDB with a database in a directory; it reaches no network, and once it is locked, no other file either. For one thread. */
final class DuckEngine implements AutoCloseable {
    private static final String MEMORY = "512MB";
    /** Of a row group, whichever comes first: the engine holds a few of them while it writes. */
    private static final String GROUP = "ROW_GROUP_SIZE 16384, ROW_GROUP_SIZE_BYTES '16MB'";

    private static final int MOST_THREADS = 4;

    private final Connection duck;

    private DuckEngine(Connection duck) {
        this.duck = duck;
    }

    static DuckEngine in(Path directory) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        // With one thread the order is kept without being asked for, and a row group may then be limited in bytes.
        settings.setProperty("threads", "1");
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("temp_directory", directory.resolve("spill").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        try {
            return new DuckEngine(
                    DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("events.db"), settings));
        } catch (SQLException e) {
            throw new DuckException(e);
        }
    }

    void execute(String sql) {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DuckException(e);
        }
    }

    /** Writes what that selects to a Parquet file, which is overwritten. */
    void copy(String select, Path file) {
        execute("COPY (" + select + ") TO " + DuckSchema.literal(file) + " (FORMAT parquet, COMPRESSION zstd, " + GROUP
                + ")");
    }

    /** From now on it is fit for a user's SQL. */
    void lock() {
        execute("SET preserve_insertion_order = true");
        execute("SET threads = " + Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    DuckRows query(String sql) {
        return DuckRows.of(duck, sql);
    }

    @Override
    public void close() {
        try {
            duck.close();
        } catch (SQLException e) {
            throw new DuckException("the table cannot be closed", e);
        }
    }
}
