package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigException;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of settings files, each optional: {@code privacy}, {@code roles}, {@code tenants} and {@code retention} ({@code
 * .yaml} or {@code .json}), {@code actions.json}, {@code geo.mmdb} and {@code regexes.yaml}. A file of such a kind with another
 * name is an error, for it is probably misspelt. In Lambda the directory comes with a layer; without the layer it is not there,
 * and nothing is set. Immutable.
 */
final class ConfigDirectory {
    private static final Set<String> TREES = Set.of("privacy", "roles", "tenants", "retention", "alerts");
    private static final Set<String> FILES = Set.of("actions.json", "geo.mmdb", "regexes.yaml");
    private static final List<String> TREE_ENDS = List.of(".yaml", ".json");
    private static final Pattern SETTINGS = Pattern.compile(
            "\\.(ya?ml|json|mmdb)$|^(privacy|roles|tenants|retention|alerts|actions|geo|regexes)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, Path> files;

    private ConfigDirectory(Map<String, Path> files) {
        this.files = files;
    }

    /**
     * Looks what is there.
     *
     * @param mustExist whether a directory that is not there is an error
     * @throws ConfigException if the directory can't be read or holds a file of settings that is unknown or there twice
     */
    static ConfigDirectory of(Optional<Path> directory, boolean mustExist) {
        Map<String, Path> files = new TreeMap<>();
        if (mustExist && directory.filter(Files::isDirectory).isEmpty()) {
            throw new ConfigException("CONFIG_DIR is not there, although CONFIG_LAYER names a layer that brings it");
        }
        if (directory.isPresent() && Files.exists(directory.get())) {
            try (Stream<Path> entries = Files.list(directory.get())) {
                entries.forEach(
                        file -> files.put(requireNonNull(file.getFileName()).toString(), file));
            } catch (IOException e) {
                throw new ConfigException("CONFIG_DIR " + directory.get() + " cannot be read: " + e, e);
            }
        }
        files.keySet().removeIf(name -> !isOfAKindWeRead(name));
        checkNames(files.keySet());
        return new ConfigDirectory(files);
    }

    /** The file of that name without its end, as a tree. */
    Optional<ConfigNode> tree(String name) {
        return TREE_ENDS.stream()
                .flatMap(end -> file(name + end).stream())
                .findFirst()
                .map(ConfigFile::read);
    }

    /** The file of that name. */
    Optional<Path> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The names of the files, for the log. */
    Set<String> names() {
        return files.keySet();
    }

    /** Whatever looks like one of ours, however misspelt. */
    private static boolean isOfAKindWeRead(String name) {
        return !name.startsWith(".") && SETTINGS.matcher(name).find();
    }

    private static void checkNames(Set<String> names) {
        Set<String> known = new TreeSet<>(FILES);
        TREES.forEach(tree -> TREE_ENDS.forEach(end -> known.add(tree + end)));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ConfigException(
                        "CONFIG_DIR has " + name + ", which nothing reads; known are " + String.join(", ", known));
            }
        }
        for (String tree : TREES) {
            if (TREE_ENDS.stream().allMatch(end -> names.contains(tree + end))) {
                throw new ConfigException("CONFIG_DIR has both " + tree + ".yaml and " + tree + ".json");
            }
        }
    }
}
