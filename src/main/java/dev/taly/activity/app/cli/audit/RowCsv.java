package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.format.FormulaGuard;
import dev.taly.activity.audit.table.DuckColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** RFC 4180, safe against formulas: texts are guarded, numbers stay numbers, NULL is nothing. */
final class RowCsv implements RowOutput {
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setNullString("")
            .get();

    private final Console console;

    RowCsv(Console console, List<DuckColumn> columns) throws IOException {
        this.console = console;
        if (!columns.isEmpty()) {
            print(columns.stream()
                    .map(DuckColumn::name)
                    .map(FormulaGuard::guard)
                    .toArray());
        }
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        List<@Nullable Object> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(cell(value));
        }
        print(cells.toArray());
    }

    @Override
    public void flush() {
        console.out().flush();
    }

    private static @Nullable Object cell(@Nullable Object value) throws IOException {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        boolean nested = value instanceof List || value instanceof Map;
        return FormulaGuard.guard(nested ? RowJson.json(value) : value.toString());
    }

    private void print(@Nullable Object[] cells) throws IOException {
        StringBuilder row = new StringBuilder();
        CSV.printRecord(row, cells);
        console.printForeign(row.toString());
    }
}
