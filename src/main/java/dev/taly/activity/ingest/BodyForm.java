package dev.taly.activity.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a body is written, by its headers.
 *
 * @param lines whether it is one event a line, and no JSON as a whole
 * @param gzip whether it is compressed
 */
record BodyForm(boolean lines, boolean gzip) {
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final String READ_AS_TEXT =
            "The gateway in front of the door reads this media type as text: send gzip as application/x-ndjson, or not compressed.";
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "(" + TOKEN + "/" + TOKEN + ")((?:\\s*;\\s*(?:" + TOKEN + "=(?:" + TOKEN + "|" + QUOTED + "))?)*)");
    private static final Pattern CHARSET =
            Pattern.compile("(?i);\\s*charset=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s]*))");
    private static final int LONGEST = 256;

    /**
     * Reads the headers.
     *
     * @throws RefusedException if the body is written in a form that the door doesn't take
     */
    static BodyForm of(HttpCall call) {
        List<String> types = call.headers("Content-Type");
        Matcher type = MEDIA_TYPE.matcher(types.size() == 1 && types.get(0).length() <= LONGEST ? types.get(0) : "");
        if (!type.matches()) {
            throw unsupportedType(Fault.UNSUPPORTED_MEDIA_TYPE);
        }
        boolean lines = switch (type.group(1).toLowerCase(Locale.ROOT)) {
            case "application/json" -> false;
            case "application/x-ndjson" -> true;
            default -> throw unsupportedType(Fault.UNSUPPORTED_MEDIA_TYPE);
        };
        checkCharset(type.group(2));
        boolean gzip = isGzip(call.headers("Content-Encoding"));
        if (gzip && call.isReadAsText()) {
            // API Gateway does so by the media type, whatever the encoding.
            throw new RefusedException(Fault.UNSUPPORTED_ENCODING.problem(READ_AS_TEXT), Map.of());
        }
        return new BodyForm(lines, gzip);
    }

    private static void checkCharset(String parameters) {
        Matcher charset = CHARSET.matcher(parameters);
        while (charset.find()) {
            String name = charset.group(1) == null
                    ? charset.group(2)
                    : charset.group(1).replaceAll("\\\\(.)", "$1");
            if (!name.equalsIgnoreCase("utf-8")) {
                throw unsupportedType(Fault.UNSUPPORTED_CHARSET);
            }
        }
    }

    private static boolean isGzip(List<String> encodings) {
        String encoding = encodings.isEmpty() ? "identity" : encodings.get(0).toLowerCase(Locale.ROOT);
        if (encodings.size() <= 1 && encoding.equals("identity")) {
            return false;
        }
        // RFC 9110 8.4.1.3: both are the same.
        if (encodings.size() == 1 && (encoding.equals("gzip") || encoding.equals("x-gzip"))) {
            return true;
        }
        throw new RefusedException(Fault.UNSUPPORTED_ENCODING.problem(), Map.of("Accept-Encoding", "gzip"));
    }

    private static RefusedException unsupportedType(Fault fault) {
        return new RefusedException(fault.problem(), Map.of("Accept-Post", "application/json, application/x-ndjson"));
    }
}
