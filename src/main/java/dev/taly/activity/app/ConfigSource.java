package dev.taly.activity.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a function's files of settings are.
 *
 * @param directory {@code CONFIG_DIR}, see {@link ConfigDirectory}; nothing for none
 * @param required {@code CONFIG_LAYER}: the layer that brings the directory; if one is named, the directory must be there
 */
public record ConfigSource(Optional<Path> directory, boolean required) {
    /** No files at all. */
    public static ConfigSource none() {
        return new ConfigSource(Optional.empty(), false);
    }

    /** Reads the variables; what is wrong is added to the problems. */
    static ConfigSource of(Map<String, String> environment, List<String> problems) {
        String directory = environment.getOrDefault("CONFIG_DIR", "");
        boolean required = !environment.getOrDefault("CONFIG_LAYER", "").isEmpty();
        try {
            return new ConfigSource(directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory)), required);
        } catch (InvalidPathException e) {
            problems.add("CONFIG_DIR must be the path of a directory");
            return none();
        }
    }

    /**
     * Looks what is there.
     *
     * @throws IllegalArgumentException as {@link ConfigDirectory#of}
     */
    ConfigDirectory open() {
        return ConfigDirectory.of(directory, required);
    }
}
