package dev.taly.activity.app.cli.shell;

/** Foreign text made safe for a terminal: what would move the cursor, change colours or turn text around is shown as code. */
public final class Printable {
    private Printable() {}

    /** On one line. */
    public static String line(String text) {
        return of(text, false);
    }

    /** With its own line ends and tabs. */
    public static String lines(String text) {
        // As CSV ends its lines; any other return would go back over what stands there.
        return of(text.replace("\r\n", "\n"), true);
    }

    /** On one line, cut to so many characters with a {@code …} at its end. */
    public static String line(String text, int width) {
        String line = line(text);
        if (line.codePointCount(0, line.length()) <= width) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static String of(String text, boolean keepLines) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if ((keepLines && (c == '\n' || c == '\t')) || !isUnsafe(c)) {
                safe.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
