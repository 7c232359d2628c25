package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Printable;

/** Foreign text in cells of a terminal: letters of East Asia take two, marks on other letters none. */
final class Cells {
    private Cells() {}

    /** How many cells a printable text takes. */
    static int width(String printable) {
        return printable.codePoints().map(Cells::width).sum();
    }

    /** The text made printable, cut with a {@code …} or filled with blanks to exactly so many cells. */
    static String fit(String foreign, int cells) {
        String text = Printable.line(foreign);
        int width = width(text);
        if (width <= cells) {
            return text + " ".repeat(cells - width);
        }
        StringBuilder cut = new StringBuilder();
        int left = cells - 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (width(c) > left) {
                break;
            }
            left -= width(c);
            cut.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return cut + "…" + " ".repeat(left);
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** By blocks, which is what terminals agree on. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
