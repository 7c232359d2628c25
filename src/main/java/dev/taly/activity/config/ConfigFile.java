package dev.taly.activity.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a file of settings: JSON where its name ends in {@code .json}, else YAML 1.2. Strict: one object, no key twice.
 * What goes wrong is an {@link ConfigException} that names the file and quotes none of its values.
 */
public final class ConfigFile {
    /** The largest file, in bytes. */
    public static final long MAX_BYTES = 8L * 1024 * 1024;

    private static final int MAX_ALIASES = 10;

    private ConfigFile() {}

    /**
     * Reads a whole file.
     *
     * @throws ConfigException if it is not there, can't be read, is too large, or is no such file
     */
    public static ConfigNode read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw tooLarge(file.toString());
            }
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + " is not there", e);
        } catch (IOException e) {
            throw new ConfigException(
                    file + " cannot be read as UTF-8: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what errors call it; {@code .json} at its end says what it is
     * @throws ConfigException if it is no such text
     */
    public static ConfigNode parse(String name, String text) {
        if (text.length() > MAX_BYTES) {
            throw tooLarge(name);
        }
        return root(name, name.endsWith(".json") ? json(name, text) : yaml(name, text));
    }

    /**
     * Reads a text of JSON, such as a secret's.
     *
     * @param name what errors call it
     * @throws ConfigException if it is no such text
     */
    public static ConfigNode parseJson(String name, String text) {
        return root(name, json(name, text));
    }

    private static ConfigNode root(String name, @Nullable Object tree) {
        if (!(tree instanceof Map<?, ?>)) {
            throw new ConfigException(name + " must be one object");
        }
        return ConfigNode.root(name, tree);
    }

    private static @Nullable Object json(String name, String text) {
        try {
            return JsonTree.read(text);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw notWellFormed(name, "JSON", line);
        } catch (IOException e) {
            throw notWellFormed(name, "JSON", 0);
        }
    }

    private static @Nullable Object yaml(String name, String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setMaxAliasesForCollections(MAX_ALIASES)
                    .setCodePointLimit((int) MAX_BYTES)
                    .build();
            return new Load(settings, new TextKeys(settings)).loadFromString(text);
        } catch (TextKeys.NoTextException e) {
            throw new ConfigException(name + " must have texts as keys, no lists or objects");
        } catch (MarkedYamlEngineException e) {
            throw notWellFormed(
                    name,
                    "YAML",
                    e.getProblemMark().map(mark -> mark.getLine() + 1L).orElse(0L));
        } catch (YamlEngineException e) {
            throw notWellFormed(name, "YAML", 0);
        }
    }

    private static ConfigException tooLarge(String name) {
        return new ConfigException(name + " is too large: it must be at most " + MAX_BYTES + " bytes");
    }

    /** Without the parser's own message and cause: they quote the text, which may be a secret. */
    private static ConfigException notWellFormed(String name, String format, long line) {
        String where = line > 0 ? "; it breaks at line " + line : "";
        return new ConfigException(name + " must be well-formed " + format + ", with no key twice" + where);
    }
}
