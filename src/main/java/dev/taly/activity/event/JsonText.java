package dev.taly.activity.event;

/**
 * One JSON object in the making: compact, on one line, and escaped no more than JSON demands. Commas come by themselves.
 * Not for sharing between threads.
 */
final class JsonText {
    private static final String HEX = "0123456789ABCDEF";

    private final StringBuilder text;

    /** @param room how many characters to expect */
    JsonText(int room) {
        text = new StringBuilder(room);
    }

    JsonText begin(char bracket) {
        separate();
        text.append(bracket);
        return this;
    }

    JsonText end(char bracket) {
        text.append(bracket);
        return this;
    }

    JsonText name(String name) {
        string(name);
        text.append(':');
        return this;
    }

    JsonText string(String value) {
        separate();
        text.append('"');
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, done, i);
                escape(c);
                done = i + 1;
            }
        }
        text.append(value, done, value.length()).append('"');
        return this;
    }

    /** A text that is JSON already: a number, a literal, or an object on one line. */
    JsonText json(String json) {
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

    @Override
    public String toString() {
        return text.toString();
    }

    private void separate() {
        if (text.length() == 0) {
            return;
        }
        // Strings end in a quote, so these can only be brackets and colons of the object itself.
        char last = text.charAt(text.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            text.append(',');
        }
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
