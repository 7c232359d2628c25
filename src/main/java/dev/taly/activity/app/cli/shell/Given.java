package dev.taly.activity.app.cli.shell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of flags and environment; an empty one is none. */
public final class Given {
    private Given() {}

    /** That flag. */
    public static Optional<String> flag(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /** That variable. */
    public static Optional<String> variable(String name) {
        return flag(System.getenv(name));
    }
}
