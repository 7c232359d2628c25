package dev.taly.activity.event;

/**
 * The form of each field, in one place: the record's constructor calls it, so neither the codec nor the client can make
 * an event that breaks a rule. The published JSON Schema states the same rules; a test holds the two together.
 */
final class FieldRules {
    static final int MAX_ID = 128;
    static final int MAX_TENANT = 64;
    static final int MAX_NAME = 64;
    static final int MAX_TEXT = 256;
    static final int MAX_USER_AGENT = 1024;
    static final int MAX_TRACE = 128;
    /** The largest integer that every JSON reader keeps exactly (RFC 8259, section 6). */
    static final long MAX_SEQ = 9_007_199_254_740_991L;

    private static final boolean[] ID_CHARACTERS = alphanumericAnd("_.:-");
    private static final boolean[] TENANT_CHARACTERS = alphanumericAnd("_.-");

    static final String NAME_RULE =
            "at most 64 characters: lower-case words of a-z 0-9 joined by single _ or . and starting with a letter";

    private FieldRules() {}

    /** {@code id} and {@code producer}. */
    static void checkId(String field, String value) {
        if (!isId(value)) {
            throw invalid(field, "must be 1 to 128 characters of A-Z a-z 0-9 _ . : -");
        }
    }

    static boolean isId(String value) {
        return !value.isEmpty() && value.length() <= MAX_ID && isOf(ID_CHARACTERS, value);
    }

    static boolean isTenantId(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_TENANT
                && isAlphanumeric(value.charAt(0))
                && isOf(TENANT_CHARACTERS, value);
    }

    static void checkTenantId(String value) {
        if (!isTenantId(value)) {
            throw invalid(
                    "tenantId", "must be 1 to 64 characters of A-Z a-z 0-9 _ . - and start with a letter or digit");
        }
    }

    /** {@code action} and {@code resource}: {@code [a-z][a-z0-9]*([_.][a-z0-9]+)*}, at most 64. */
    static void checkName(String field, String value) {
        if (!isName(value)) {
            throw invalid(field, "must be " + NAME_RULE);
        }
    }

    static boolean isName(String value) {
        boolean wordStarts = true;
        boolean fits = !value.isEmpty() && value.length() <= MAX_NAME && isLowerCase(value.charAt(0));
        for (int i = 0; fits && i < value.length(); i++) {
            char c = value.charAt(i);
            boolean separator = c == '_' || c == '.';
            fits = separator ? !wordStarts : isLowerCase(c) || isDigit(c);
            wordStarts = separator;
        }
        return fits && !wordStarts;
    }

    /** {@code actorId}, {@code resourceId}: 1 to 256 characters. */
    static void checkText(String field, String value) {
        checkLength(field, value, MAX_TEXT);
        if (value.isEmpty()) {
            throw invalid(field, "must be 1 to 256 characters");
        }
    }

    /** At most that many characters, and each a Unicode scalar value. */
    static void checkLength(String field, String value, int max) {
        if (hasLoneSurrogate(value)) {
            throw invalid(field, "must be valid Unicode, without lone surrogates");
        }
        // Only a text with more chars than that can have more code points.
        if (value.length() > max && value.codePointCount(0, value.length()) > max) {
            throw invalid(field, "must be at most " + max + " characters");
        }
    }

    static void checkIpAddress(String value) {
        if (!IpLiteral.isLiteral(value)) {
            throw invalid("ipAddress", "must be an IPv4 or IPv6 literal");
        }
    }

    static void checkSeq(long value) {
        if (value < 1 || value > MAX_SEQ) {
            throw invalid("seq", "must be a whole number from 1 to " + MAX_SEQ);
        }
    }

    static boolean hasLoneSurrogate(String value) {
        int start = 0;
        while (start < value.length() && !Character.isSurrogate(value.charAt(start))) {
            start++;
        }
        boolean afterHigh = false;
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isLowSurrogate(c) != afterHigh) {
                return true;
            }
            afterHigh = Character.isHighSurrogate(c);
        }
        return afterHigh;
    }

    static InvalidEventException invalid(String field, String rule) {
        return new InvalidEventException(
                Rejection.ofField(RejectionCode.INVALID_FIELD, field, field + " " + rule + "."));
    }

    static InvalidEventException missing(String field, String rule) {
        return new InvalidEventException(
                Rejection.ofField(RejectionCode.MISSING_FIELD, field, field + " " + rule + "."));
    }

    private static boolean isOf(boolean[] characters, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= characters.length || !characters[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] alphanumericAnd(String others) {
        boolean[] characters = new boolean[128];
        for (char c = 0; c < characters.length; c++) {
            characters[c] = isAlphanumeric(c) || others.indexOf(c) >= 0;
        }
        return characters;
    }

    private static boolean isAlphanumeric(int c) {
        return isLowerCase(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLowerCase(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
