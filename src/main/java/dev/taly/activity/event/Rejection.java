package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Why one event was refused.
 *
 * @param code the reason, from a closed set
 * @param pointer the place in the event, a JSON Pointer (RFC 6901); empty for the whole event. Printable and at most 256
 *     characters, whatever the sender wrote
 * @param message one sentence that says what was expected. It never quotes a value of the event, so it holds no PII
 */
public record Rejection(RejectionCode code, String pointer, String message) implements Serializable {
    private static final int MAX_POINTER = 256;

    public Rejection {
        requireNonNull(code, "code is null");
        requireNonNull(message, "message is null");
        pointer = printable(requireNonNull(pointer, "pointer is null"));
    }

    /** A rejection of the whole event. */
    static Rejection ofWhole(RejectionCode code, String message) {
        return new Rejection(code, "", message);
    }

    /** A rejection of one top-level field; the name is escaped as JSON Pointer wants it. */
    static Rejection ofField(RejectionCode code, String field, String message) {
        return new Rejection(code, "/" + escape(field), message);
    }

    /** A field name as one segment of a JSON Pointer. */
    static String escape(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    private static String printable(String pointer) {
        StringBuilder safe = new StringBuilder(Math.min(pointer.length(), MAX_POINTER));
        pointer.codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || isUnsafe(c) ? '?' : c)
                .limit(MAX_POINTER)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** Lone surrogates have no UTF-8 form; the rest turns text around or vanishes in a terminal. */
    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == 0xFFFE || c == 0xFFFF;
        };
    }
}
