package dev.taly.activity.audit.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a result, as they come. For one thread. */
public final class DuckRows implements AutoCloseable {
    private static final String NO_TIME = "A value is a time that cannot be handed on as one; cast it to VARCHAR.";

    private final Statement statement;
    private final @Nullable ResultSet rows;
    private final List<DuckColumn> columns;

    private DuckRows(Statement statement, @Nullable ResultSet rows, List<DuckColumn> columns) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    static DuckRows of(Connection duck, String sql) {
        try {
            return run(duck.createStatement(), sql);
        } catch (SQLException e) {
            throw new DuckException(e);
        } catch (DateTimeException | ArithmeticException e) {
            throw new DuckException(NO_TIME, e);
        }
    }

    /** Its columns; none where the statement has no result. */
    public List<DuckColumn> columns() {
        return columns;
    }

    /**
     * The next row, or null after the last. A value is null, a {@link Boolean}, a {@link Number}, a {@link String}, a
     * {@link DuckJson}, or a {@link List} or a {@link java.util.Map} by strings of such. Times are strings as RFC 3339
     * has them, always with seconds, or {@code infinity}.
     *
     * @throws DuckException if the statement fails on the way
     */
    public @Nullable List<@Nullable Object> next() {
        try {
            if (rows == null || !rows.next()) {
                return null;
            }
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(rows, i));
            }
            return row;
        } catch (SQLException e) {
            throw new DuckException(e);
        } catch (DateTimeException | ArithmeticException e) {
            throw new DuckException(NO_TIME, e);
        }
    }

    private @Nullable Object value(ResultSet rows, int index) throws SQLException {
        // As what it is: the driver would otherwise take it for a time of this machine's zone.
        boolean isLocal = columns.get(index - 1).type().matches("TIMESTAMP(_S|_MS|_NS)?");
        return DuckValues.plain(isLocal ? rows.getObject(index, LocalDateTime.class) : rows.getObject(index));
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw new DuckException(e);
        }
    }

    private static DuckRows run(Statement statement, String sql) throws SQLException {
        try {
            if (!statement.execute(sql)) {
                return new DuckRows(statement, null, List.of());
            }
            ResultSet rows = statement.getResultSet();
            ResultSetMetaData head = rows.getMetaData();
            List<DuckColumn> columns = new ArrayList<>();
            for (int i = 1; i <= head.getColumnCount(); i++) {
                columns.add(new DuckColumn(head.getColumnLabel(i), head.getColumnTypeName(i)));
            }
            return new DuckRows(statement, rows, List.copyOf(columns));
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
