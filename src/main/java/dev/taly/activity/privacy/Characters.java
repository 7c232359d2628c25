package dev.taly.activity.privacy;

/** What the finders look at. */
final class Characters {
    private Characters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Whether a number that touches it would only be a part of something longer, such as an id or a digest. */
    static boolean isWord(char c) {
        return isDigit(c) || isAsciiLetter(c) || c == '_' || (c > 127 && Character.isLetterOrDigit(c));
    }

    /** Whether a word begins there, within what is looked at. */
    static boolean isStart(String text, int at, int from) {
        return at == from || !isWord(text.charAt(at - 1));
    }

    /** Whether a word ends there, within what is looked at. */
    static boolean isEnd(String text, int at, int to) {
        return at == to || !isWord(text.charAt(at));
    }

    /** What people put between groups of digits. */
    static boolean isGap(char c) {
        return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f' || c == '\u2009';
    }

    /** The letters and digits alone. */
    static String compact(String text, int start, int end) {
        StringBuilder compact = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (isDigit(c) || isAsciiLetter(c)) {
                compact.append(c);
            }
        }
        return compact.toString();
    }
}
