package dev.taly.activity.audit.table;

/** Escapes of half a character, which JSON allows and DuckDB does not. */
final class LoneSurrogates {
    private static final int ESCAPE = 6;

    private LoneSurrogates() {}

    /** The same JSON with U+FFFD for each. */
    static String replaced(String json) {
        if (!json.contains("\\u")) {
            return json;
        }
        StringBuilder mended = new StringBuilder(json);
        for (int at = json.indexOf('\\'); at >= 0; ) {
            int next = at + 2;
            char unit = unit(json, at);
            if (Character.isHighSurrogate(unit) && Character.isLowSurrogate(unit(json, at + ESCAPE))) {
                next = at + 2 * ESCAPE;
            } else if (Character.isSurrogate(unit)) {
                mended.replace(at + 2, at + ESCAPE, "fffd");
            }
            at = json.indexOf('\\', next);
        }
        return mended.toString();
    }

    /** What the escape there stands for, or 0 where there is none of that kind. */
    private static char unit(String json, int at) {
        return json.startsWith("\\u", at) ? (char) Integer.parseInt(json.substring(at + 2, at + ESCAPE), 16) : 0;
    }
}
