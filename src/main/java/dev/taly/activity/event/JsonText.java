package dev.taly.activity.event;

import org.jspecify.annotations.Nullable;

/**
 * One JSON object in the making: compact, on one line, and escaped no more than JSON demands. Commas come by themselves;
 * the rest of JSON's grammar, and that no name stands twice in an object, is the caller's. Not for sharing between threads.
 */
public final class JsonText {
    private static final String HEX = "0123456789ABCDEF";

    private final StringBuilder text;
    private boolean wantsComma;

    /** @param room how many characters to expect */
    public JsonText(int room) {
        text = new StringBuilder(room);
    }

    /** Begins an object or an array. */
    public JsonText begin(char bracket) {
        separate();
        text.append(bracket);
        wantsComma = false;
        return this;
    }

    /** Ends it. */
    public JsonText end(char bracket) {
        text.append(bracket);
        wantsComma = true;
        return this;
    }

    /** The name of a member; its value is to follow. */
    public JsonText name(String name) {
        string(name);
        text.append(':');
        wantsComma = false;
        return this;
    }

    /** A string of valid Unicode. */
    public JsonText string(String value) {
        separate();
        text.append('"');
        int escape = nextEscape(value, 0);
        if (escape == value.length()) {
            // Most texts need no escape, and a whole string is copied many times faster than a part of one.
            text.append(value);
        } else {
            escaped(value, escape);
        }
        text.append('"');
        return this;
    }

    /** A name that needs no escape, as the names of an event's fields. */
    JsonText plainName(String name) {
        plain(name);
        text.append(':');
        wantsComma = false;
        return this;
    }

    /** A string whose rule leaves it nothing to escape; nobody looks again. */
    JsonText plain(String value) {
        separate();
        text.append('"').append(value).append('"');
        return this;
    }

    /** A text that is JSON already: a number, a literal, or an object on one line. */
    public JsonText json(String json) {
        separate();
        text.append(json);
        return this;
    }

    /** A number as it stands in a buffer. */
    JsonText number(char[] buffer, int offset, int length) {
        separate();
        text.append(buffer, offset, length);
        return this;
    }

    /** A member; none where the value is null. */
    public JsonText member(String name, @Nullable String value) {
        return value == null ? this : name(name).string(value);
    }

    /** The object, once its end is written. */
    public JsonObject toObject() {
        return JsonObject.trusted(text.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void separate() {
        if (wantsComma) {
            text.append(',');
        }
        wantsComma = true;
    }

    private void escaped(String value, int first) {
        int from = 0;
        for (int at = first; at < value.length(); at = nextEscape(value, from)) {
            text.append(value, from, at);
            escape(value.charAt(at));
            from = at + 1;
        }
        text.append(value, from, value.length());
    }

    /** The index of the first character from there on that must be escaped, or the length. */
    private static int nextEscape(String value, int from) {
        int at = from;
        while (at < value.length() && !mustEscape(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean mustEscape(char c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    private void escape(char c) {
        text.append('\\');
        switch (c) {
            case '"', '\\' -> text.append(c);
            case '\b' -> text.append('b');
            case '\f' -> text.append('f');
            case '\n' -> text.append('n');
            case '\r' -> text.append('r');
            case '\t' -> text.append('t');
            default -> text.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }
}
