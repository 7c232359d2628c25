package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Events as a table that fits the terminal. The widths come from the first rows; later ones are cut to them, so that a table of
 * any length goes out as it comes in.
 */
final class EventTable implements QueryOutput {
    private static final int ROWS_TO_MEASURE = 200;
    private static final int GAP = 2;
    private static final int LEAST = 6;
    private static final int LEAST_RESOURCE = 14;
    private static final int LEAST_DETAILS = 16;
    private static final Map<String, Integer> LEAST_WIDTHS = Map.of(
            "LEVEL", 8, "TENANT", 12, "ACTOR", 16, "ACTION", 20, "RESOURCE", 24, "OUTCOME", 7, "IP", 15, "DETAILS", 40);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Console console;
    private final ZoneId zone;
    private final List<String> names;
    private final List<String[]> waiting = new ArrayList<>();
    private int[] widths = new int[0];
    private boolean open = true;

    /** @param tenants whether to show whose event it is */
    EventTable(Console console, ZoneId zone, boolean tenants) {
        this.console = console;
        this.zone = zone;
        List<String> all = new ArrayList<>(
                List.of("TIME", "LEVEL", "TENANT", "ACTOR", "ACTION", "RESOURCE", "OUTCOME", "IP", "DETAILS"));
        if (!tenants) {
            all.remove("TENANT");
        }
        this.names = List.copyOf(all);
    }

    @Override
    public void line(StoredLine line) {
        String[] row =
                names.stream().map(name -> Printable.line(cell(name, line))).toArray(String[]::new);
        if (widths.length > 0) {
            print(row);
            return;
        }
        waiting.add(row);
        if (waiting.size() == ROWS_TO_MEASURE) {
            flush();
        }
    }

    /** Prints what waits for its widths. Later rows may have what these have not. */
    @Override
    public void flush() {
        print(LEAST_WIDTHS);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        print(Map.of());
    }

    /** @param least how wide columns are in which nothing is yet */
    private void print(Map<String, Integer> least) {
        if (waiting.isEmpty()) {
            return;
        }
        if (widths.length == 0) {
            widths = widths(least);
            console.out().println(console.bold(line(names.toArray(String[]::new), true)));
        }
        waiting.forEach(this::print);
        waiting.clear();
    }

    private String cell(String name, StoredLine line) {
        return switch (name) {
            case "TIME" -> TIME.format(line.timestamp().instant().atZone(zone));
            case "LEVEL" -> line.text(LineField.LEVEL).orElse("");
            case "TENANT" -> line.tenantId();
            case "ACTOR" -> line.text(LineField.ACTOR_ID).orElse("");
            case "ACTION" -> line.text(LineField.ACTION).orElse("");
            case "RESOURCE" ->
                line.text(LineField.RESOURCE).orElse("")
                        + line.text(LineField.RESOURCE_ID).map(id -> ":" + id).orElse("");
            case "OUTCOME" -> line.text(LineField.OUTCOME).orElse("");
            case "IP" -> line.text(LineField.IP_ADDRESS).orElse("");
            default -> line.json(LineField.METADATA).orElse("");
        };
    }

    private void print(String[] row) {
        console.out().println(line(row, false));
        open = !console.out().checkError();
    }

    private String line(String[] cells, boolean header) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            if (widths[i] > 0) {
                String padded = Cells.fit(cells[i], widths[i]) + " ".repeat(GAP);
                line.append(header ? padded : style(names.get(i), cells[i]).apply(padded));
            }
        }
        return line.toString().stripTrailing();
    }

    private UnaryOperator<String> style(String name, String value) {
        if (name.equals("DETAILS") || value.equals("info")) {
            return console::faint;
        }
        return switch (value) {
            case "critical", "failure" -> console::bad;
            case "warn" -> console::warning;
            default -> UnaryOperator.identity();
        };
    }

    /** As wide as the cells, if all fit. Else what matters least goes first, then resources' ids, then the widest columns. */
    private int[] widths(Map<String, Integer> least) {
        int[] wide = new int[names.size()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = Math.max(natural(i), least.getOrDefault(names.get(i), 0));
        }
        int details = wide.length - 1;
        int natural = wide[details];
        wide[details] = 0;
        for (int drop = details - 1; drop >= details - 2 && room(wide) < 0; drop--) {
            wide[drop] = 0;
        }
        int resource = names.indexOf("RESOURCE");
        wide[resource] = Math.max(Math.min(LEAST_RESOURCE, wide[resource]), wide[resource] + Math.min(0, room(wide)));
        while (room(wide) < 0) {
            int widest = widestAfterTime(wide);
            if (wide[widest] <= LEAST) {
                break;
            }
            wide[widest]--;
        }
        int left = room(wide) - GAP;
        wide[details] = left >= LEAST_DETAILS ? Math.min(natural, left) : 0;
        return wide;
    }

    private static int widestAfterTime(int[] wide) {
        int widest = 1;
        for (int i = 2; i < wide.length; i++) {
            widest = wide[i] > wide[widest] ? i : widest;
        }
        return widest;
    }

    /** The widest cell; 0 for a column without any. */
    private int natural(int column) {
        int widest = 0;
        for (String[] row : waiting) {
            widest = Math.max(widest, Cells.width(row[column]));
        }
        return widest == 0 ? 0 : Math.max(widest, names.get(column).length());
    }

    private int room(int[] wide) {
        int used = -GAP;
        for (int width : wide) {
            used += width == 0 ? 0 : width + GAP;
        }
        return console.columns() - used;
    }
}
