package dev.taly.activity.app.cli.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of flags and environment; an empty one is none. */
public final class Given {
    private Given() {}

    /** That flag. */
    public static Optional<String> flag(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /**
     * That directory.
     *
     * @param name what says so
     * @throws CommandFailure if it is not there: settings that are nowhere would be the shipped ones, and nobody would know
     */
    public static Optional<Path> directory(@Nullable Path value, String name) {
        Optional<Path> given =
                Optional.ofNullable(value).filter(path -> !path.toString().isEmpty());
        given.filter(path -> !Files.isDirectory(path)).ifPresent(path -> {
            throw new CommandFailure("there is no directory " + path, "See " + name + ".");
        });
        return given;
    }

    /** That variable. */
    public static Optional<String> variable(String name) {
        return flag(System.getenv(name));
    }
}
