package dev.taly.activity.privacy;

/** The names of members that a rule is for: {@code *} stands for any characters; case and {@code _ - .} do not count. */
final class NamePattern {
    private final String plain;

    NamePattern(String pattern) {
        plain = plain(pattern);
    }

    /** A name as patterns see it. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '-' && c != '.' && c != ' ') {
                plain.append(Character.toLowerCase(Character.toUpperCase(c)));
            }
        }
        return plain.toString();
    }

    boolean isExact() {
        return plain.indexOf('*') < 0;
    }

    boolean isEmpty() {
        return plain.isEmpty();
    }

    String text() {
        return plain;
    }

    /** Whether it stands for a {@link #plain} name. Only the last star is ever moved, so there is no backtracking to speak of. */
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int afterStar = 0;
        while (at < name.length()) {
            if (in < plain.length() && plain.charAt(in) == '*') {
                star = in++;
                afterStar = at;
            } else if (in < plain.length() && plain.charAt(in) == name.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (in < plain.length() && plain.charAt(in) == '*') {
            in++;
        }
        return in == plain.length();
    }
}
