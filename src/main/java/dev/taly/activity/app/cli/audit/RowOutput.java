package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.table.DuckColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the rows of a result. */
interface RowOutput {
    static RowOutput open(QueryFormat format, Console console, List<DuckColumn> columns) throws IOException {
        return switch (format) {
            case TABLE -> new RowTable(console, columns);
            case JSONL -> new RowJson(console, columns);
            case CSV -> new RowCsv(console, columns);
        };
    }

    /** Prints one, now or later. */
    void row(List<@Nullable Object> values) throws IOException;

    /** Prints what waits. */
    void flush() throws IOException;
}
