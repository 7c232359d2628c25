package dev.taly.activity.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A text that is put together when somebody reads it, which is hardly ever. */
record Text(String format, List<Object> arguments) {
    /** The arguments must not change afterwards. */
    static Text of(String format, Object... arguments) {
        return new Text(format, Arrays.asList(arguments));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, format, arguments.toArray());
    }
}
