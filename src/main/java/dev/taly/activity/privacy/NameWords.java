package dev.taly.activity.privacy;

import java.util.Set;

/**
 * A member's name as the words that it is made of: {@code customerEMail}, {@code customer_e-mail} and {@code customer[eMail]} are
 * the same three. Words end at signs, before a capital letter that starts a new one, and behind digits. Where people write
 * words without anything between, a usual first word such as {@code user} counts as one too.
 */
final class NameWords {
    /** No more is looked at of a name, from its end: what is longer is no name that people give to a member. */
    private static final int LONGEST = 256;

    private static final Set<String> USUAL_FIRST = Set.of(
            "user",
            "customer",
            "client",
            "patient",
            "guest",
            "contact",
            "member",
            "staff",
            "employee",
            "billing",
            "shipping",
            "delivery",
            "home",
            "work",
            "card",
            "access",
            "refresh",
            "auth",
            "session",
            "new",
            "old",
            "current");
    private static final int LONGEST_FIRST = 8;

    private final String letters;
    /** Whether a word starts or ends there. */
    private final boolean[] edges;

    private NameWords(String letters, boolean[] edges) {
        this.letters = letters;
        this.edges = edges;
    }

    static NameWords of(String name) {
        int from = Math.max(0, name.length() - LONGEST);
        StringBuilder letters = new StringBuilder(name.length() - from);
        boolean[] edges = new boolean[name.length() - from + 1];
        for (int i = from; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                edges[letters.length()] = true;
                continue;
            }
            edges[letters.length()] |= i == from || startsWord(name, i);
            letters.append(lower(c));
        }
        edges[letters.length()] = true;
        splitFirst(letters, edges);
        return new NameWords(letters.toString(), edges);
    }

    static char lower(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    int length() {
        return letters.length();
    }

    boolean isEdge(int at) {
        return edges[at];
    }

    char charAt(int at) {
        return letters.charAt(at);
    }

    /** Behind these letters, which need not keep to the words inside; a negative number where they do not stand there. */
    int behind(String run, int start) {
        int at = start;
        for (int i = 0; i < run.length(); i++) {
            char wanted = run.charAt(i);
            if (at < length() && charAt(at) != wanted) {
                at = behindNumber(at);
            }
            if (at >= length() || charAt(at) != wanted) {
                return -1;
            }
            at++;
        }
        return at;
    }

    /** Behind the digits that number a word, as in {@code phone2}; the same place where there are none. */
    int behindNumber(int start) {
        int at = start;
        if (start == 0 || Character.isDigit(charAt(start - 1))) {
            return start;
        }
        while (at < length() && Character.isDigit(charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean startsWord(String name, int at) {
        char before = name.charAt(at - 1);
        char c = name.charAt(at);
        if (Character.isDigit(before)) {
            return !Character.isDigit(c);
        }
        boolean endsCapitals =
                at + 1 < name.length() && Character.isUpperCase(before) && Character.isLowerCase(name.charAt(at + 1));
        return Character.isUpperCase(c) && (!Character.isUpperCase(before) || endsCapitals);
    }

    private static void splitFirst(StringBuilder letters, boolean[] edges) {
        for (int start = 0; start < letters.length(); start++) {
            if (!edges[start]) {
                continue;
            }
            int end = start + 1;
            while (end - start <= LONGEST_FIRST && end < letters.length() && !edges[end]) {
                if (USUAL_FIRST.contains(letters.substring(start, end))) {
                    edges[end] = true;
                }
                end++;
            }
        }
    }
}
