package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A title, and rows of a name, a number, its share and a bar; blocks below each other are laid out as one table. */
final class BarBlock {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final int GAP = 2;
    private static final int SHARE = 8;
    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 60;

    private final Console console;
    private final String title;
    private final String remark;
    private final long total;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A block without rows.
     *
     * @param remark beside the title; may be empty
     * @param total what each row is a share of; 0 for no shares
     */
    BarBlock(Console console, String title, String remark, long total) {
        this.console = console;
        this.title = title;
        this.remark = remark;
        this.total = total;
    }

    void row(String name, long count, boolean severe) {
        rows.add(new Row(name, count, true, severe));
    }

    /** What the rows before leave over, without a bar. */
    void rest(String name, long count) {
        rows.add(new Row(name, count, false, false));
    }

    /** The lines of some blocks, none longer than that. */
    static List<String> lines(List<BarBlock> blocks, int width) {
        List<Row> all = blocks.stream().flatMap(block -> block.rows.stream()).toList();
        int digits =
                all.stream().mapToInt(row -> number(row.count).length()).max().orElse(1);
        int longest = all.stream().mapToInt(row -> Cells.width(row.name)).max().orElse(1);
        int fixed = GAP + digits + SHARE + GAP;
        int names = Math.max(1, Math.min(longest, width - fixed - LEAST_BAR));
        int bars = Math.min(MOST_BAR, width - fixed - names);
        List<String> lines = new ArrayList<>();
        for (BarBlock block : blocks) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(block.head());
            block.rows.forEach(row -> lines.add(block.line(row, names, digits, bars)));
        }
        return lines;
    }

    private String head() {
        return console.bold(title) + (remark.isEmpty() ? "" : "  " + console.faint(remark));
    }

    private String line(Row row, int names, int digits, int bars) {
        String number = number(row.count);
        String cells = Cells.fit(row.name, names) + " ".repeat(GAP + digits - number.length()) + number;
        long most = rows.stream().filter(Row::bar).mapToLong(Row::count).max().orElse(1);
        return (row.severe ? console.bad(cells) : row.bar ? cells : console.faint(cells))
                + (total == 0 ? " ".repeat(SHARE) : console.faint(share(row.count)))
                + " ".repeat(GAP)
                + (row.bar ? bar(row.count, most, bars) : "");
    }

    private String share(long count) {
        double percent = 100.0 * count / total;
        return percent > 0 && percent < 0.05 ? "  <0.1 %" : String.format(Locale.ROOT, "%6.1f %%", percent);
    }

    /** Of eighths of a cell; what is there at all is at least one. */
    private static String bar(long count, long most, int cells) {
        int eighths = count == 0 ? 0 : (int) Math.max(1, Math.round(8.0 * cells * count / most));
        return "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private record Row(String name, long count, boolean bar, boolean severe) {}
}
