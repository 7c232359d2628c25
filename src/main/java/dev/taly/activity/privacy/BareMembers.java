package dev.taly.activity.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Masks the values of names that have a rule where neither stands in double quotes: {@code name=value&…}, {@code {name=value, …}}
 * and {@code 'name': 'value'}. All else is searched. For one piece of a text.
 */
final class BareMembers {
    private static final int LONGEST_NAME = 128;
    private static final String ENDS = "&,;{}\r\n";

    private final Function<String, Treatment> rules;
    private final UnaryOperator<String> search;
    private Treatment pending = Treatment.KEEP;

    BareMembers(Function<String, Treatment> rules, UnaryOperator<String> search) {
        this.rules = rules;
        this.search = search;
    }

    /** The treatment of what comes behind the piece, where that ends with a name and its sign; else {@code KEEP}. */
    Treatment pending() {
        return pending;
    }

    String apply(String piece) {
        StringBuilder out = new StringBuilder(piece.length());
        int from = 0;
        for (int at = 0; at < piece.length(); at++) {
            char c = piece.charAt(at);
            Treatment treatment = c == '=' || c == ':' ? treatment(piece, from, at) : Treatment.KEEP;
            if (treatment == Treatment.KEEP) {
                continue;
            }
            int value = skipSpace(piece, at + 1);
            if (value == piece.length()) {
                pending = treatment;
                break;
            }
            int end = end(piece, value);
            out.append(search.apply(piece.substring(from, value)))
                    .append(instead(piece.substring(value, end), treatment));
            from = end;
            at = Math.max(at, end - 1);
        }
        return out.append(search.apply(piece.substring(from))).toString();
    }

    private Treatment treatment(String piece, int from, int sign) {
        int end = sign;
        while (end > from && piece.charAt(end - 1) == ' ') {
            end--;
        }
        boolean isQuoted = end > from && piece.charAt(end - 1) == '\'';
        end -= isQuoted ? 1 : 0;
        int start = end;
        while (start > from && end - start < LONGEST_NAME && isName(piece.charAt(start - 1), isQuoted)) {
            start--;
        }
        return start == end ? Treatment.KEEP : rules.apply(decoded(piece.substring(start, end)));
    }

    private static boolean isName(char c, boolean isQuoted) {
        return isQuoted ? c != '\'' : Character.isLetterOrDigit(c) || "_-.[]%".indexOf(c) >= 0;
    }

    /** As forms are sent. */
    private static String decoded(String name) {
        try {
            return name.indexOf('%') < 0 ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String instead(String value, Treatment treatment) {
        boolean isQuoted = value.startsWith("'");
        boolean isClosed = isQuoted && value.length() > 1 && value.endsWith("'");
        String bare = isQuoted ? value.substring(1, value.length() - (isClosed ? 1 : 0)) : value.strip();
        if (bare.isEmpty() || (!isQuoted && (bare.equals("null") || bare.equals("true") || bare.equals("false")))) {
            return value;
        }
        String safe = treatment == Treatment.TRUNCATE ? IpNetwork.of(bare).orElse(Pseudonyms.STARS) : Pseudonyms.STARS;
        return isQuoted ? "'" + safe + "'" : safe;
    }

    /** Behind the value that starts there: a string, all that is in brackets, or up to the next sign that separates. */
    private static int end(String piece, int start) {
        char first = piece.charAt(start);
        if (first == '\'') {
            return stringEnd(piece, start);
        }
        int open = 0;
        for (int at = start; at < piece.length(); at++) {
            char c = piece.charAt(at);
            boolean isOpened = first == '{' || first == '[';
            if (isOpened) {
                open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                if (open == 0) {
                    return at + 1;
                }
            } else if (ENDS.indexOf(c) >= 0) {
                return at;
            }
        }
        return piece.length();
    }

    private static int stringEnd(String piece, int start) {
        for (int at = start + 1; at < piece.length(); at++) {
            if (piece.charAt(at) == '\\') {
                at++;
            } else if (piece.charAt(at) == '\'') {
                return at + 1;
            }
        }
        return piece.length();
    }

    private static int skipSpace(String piece, int start) {
        int at = start;
        while (at < piece.length() && (piece.charAt(at) == ' ' || piece.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
