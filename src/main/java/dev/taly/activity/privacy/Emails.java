package dev.taly.activity.privacy;

import java.util.List;

/** Finds e-mail addresses: what stands around an {@code @}, in one pass, without an expression that could run away. */
final class Emails {
    private Emails() {}

    static void find(String text, int from, int to, Treatment treatment, List<Finding> found) {
        int free = from;
        for (int at = from; at < to; at++) {
            int sign = atLength(text, at);
            if (sign == 0) {
                continue;
            }
            int start = at;
            while (start > free && isLocal(text.charAt(start - 1))) {
                start--;
            }
            while (start < at && !isWordOrPlus(text.charAt(start))) {
                start++;
            }
            int end = start < at ? domainEnd(text, at + sign, to) : at;
            if (end > at) {
                found.add(new Finding(
                        start,
                        end,
                        "email",
                        text.substring(start, at) + "@" + text.substring(at + sign, end),
                        treatment));
                free = end;
                at = end - 1;
            } else {
                free = at + 1;
            }
        }
    }

    /** How many characters an {@code @} there has, as addresses, JSON and HTML write it; 0 where there is none. */
    static int atLength(String text, int at) {
        return switch (text.charAt(at)) {
            case '@' -> 1;
            case '%' -> text.startsWith("%40", at) ? 3 : 0;
            case '\\' -> text.startsWith("\\u0040", at) ? 6 : 0;
            case '&' -> text.startsWith("&#64;", at) ? 5 : 0;
            default -> 0;
        };
    }

    /** Behind the last label that can be a top-level domain and has another before it; else the start itself minus one. */
    private static int domainEnd(String text, int start, int to) {
        int end = -1;
        int label = start;
        boolean letters = true;
        for (int i = start; ; i++) {
            char c = i < to ? text.charAt(i) : ' ';
            if (c == '.' || !isDomain(c)) {
                boolean isTop = letters && i - label >= 2 && label > start;
                boolean isPunycode = label > start && text.startsWith("xn--", label) && i - label > 4;
                if (isTop || isPunycode) {
                    end = i;
                }
                if (i == label || c != '.') {
                    return end;
                }
                label = i + 1;
                letters = true;
            } else {
                letters &= !Characters.isDigit(c) && c != '-';
            }
        }
    }

    /** Some signs that the standard allows are left out: in logs they rather separate, as in {@code user=anna@example.org}. */
    private static boolean isLocal(char c) {
        return Characters.isWord(c) || c == '.' || (c < 128 && "!#$%'+-~".indexOf(c) >= 0);
    }

    private static boolean isWordOrPlus(char c) {
        return Characters.isWord(c) || c == '+';
    }

    private static boolean isDomain(char c) {
        return c == '-' || (c != '_' && Characters.isWord(c));
    }
}
