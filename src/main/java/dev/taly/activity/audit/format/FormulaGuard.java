package dev.taly.activity.audit.format;

/** Keeps spreadsheets from taking a text for a formula: one {@code '} before it, which can be taken away again. */
public final class FormulaGuard {
    /** What formulas begin with, also after what spreadsheets skip, in full width too; and the guard itself. */
    private static final String STARTS = "=+-@\t\r\n'＝＋－＠";

    private FormulaGuard() {}

    /** The text as a cell. Two texts are never the same cell. */
    public static String guard(String text) {
        return text.isEmpty() || STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    /** The text of a cell. */
    public static String unguard(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
