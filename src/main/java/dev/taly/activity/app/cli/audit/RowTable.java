package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.audit.table.DuckColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a table that fits the terminal, its widths by the first rows. Where there are too many columns for that, each row is a
 * list of names and values.
 */
final class RowTable implements RowOutput {
    private static final int ROWS_TO_MEASURE = 200;
    private static final int GAP = 2;
    private static final int LEAST = 8;

    private final Console console;
    private final List<String> names;
    private final boolean[] right;
    private final List<String[]> waiting = new ArrayList<>();
    private int[] widths = new int[0];

    RowTable(Console console, List<DuckColumn> columns) {
        this.console = console;
        this.names =
                columns.stream().map(column -> Printable.line(column.name())).toList();
        this.right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = columns.get(i).type().matches("(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL.*|DOUBLE|FLOAT)");
        }
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        String[] cells = new String[names.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = text(values.get(i));
        }
        if (widths.length > 0) {
            print(cells);
            return;
        }
        waiting.add(cells);
        if (waiting.size() == ROWS_TO_MEASURE) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        if (widths.length == 0) {
            widths = widths();
            if (fits()) {
                console.out().println(console.bold(line(names.toArray(String[]::new))));
            }
        }
        waiting.forEach(this::print);
        waiting.clear();
    }

    private static String text(@Nullable Object value) throws IOException {
        if (value == null) {
            return "";
        }
        boolean nested = value instanceof List || value instanceof Map;
        return Printable.line(nested ? RowJson.json(value) : value.toString());
    }

    private void print(String[] cells) {
        if (fits()) {
            console.out().println(line(cells));
        } else {
            block(cells);
        }
    }

    private void block(String[] cells) {
        int widest = names.stream().mapToInt(RowTable::length).max().orElse(0);
        int left = Math.max(LEAST, console.columns() - widest - GAP);
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                String name = names.get(i) + " ".repeat(widest - length(names.get(i)) + GAP);
                console.out().println(console.faint(name) + Printable.line(cells[i], left));
            }
        }
        console.out().println();
    }

    private String line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = Printable.line(cells[i], widths[i]);
            String space = " ".repeat(widths[i] - length(cell));
            line.append(right[i] ? space + cell : cell + space).append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }

    private boolean fits() {
        return used(widths) <= console.columns();
    }

    /** As wide as the cells; where that is too much, the widest give way. */
    private int[] widths() {
        int[] wide = new int[names.size()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = length(names.get(i));
            for (String[] row : waiting) {
                wide[i] = Math.max(wide[i], length(row[i]));
            }
        }
        while (used(wide) > console.columns()) {
            int widest = 0;
            for (int i = 1; i < wide.length; i++) {
                widest = wide[i] > wide[widest] ? i : widest;
            }
            if (wide[widest] <= LEAST) {
                break;
            }
            wide[widest]--;
        }
        return wide;
    }

    private static int used(int[] wide) {
        int used = -GAP;
        for (int width : wide) {
            used += width + GAP;
        }
        return used;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
