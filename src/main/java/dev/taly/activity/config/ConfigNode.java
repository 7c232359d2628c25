package dev.taly.activity.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of a settings file, with its place. Readers never throw: what is missing or wrong is noted, with the place and the
 * rule, and they return what reading can go on with; {@link #check} throws for all of it at once. No note quotes a value.
 * Not for sharing between threads.
 */
public final class ConfigNode {
    private final String file;
    private final String pointer;
    private final @Nullable Object value;
    private final List<String> problems;

    private ConfigNode(String file, String pointer, @Nullable Object value, List<String> problems) {
        this.file = file;
        this.pointer = pointer;
        this.value = value;
        this.problems = problems;
    }

    static ConfigNode root(String file, Object value) {
        return new ConfigNode(file, "", value, new ArrayList<>());
    }

    /** The name of the file, as errors call it. */
    public String file() {
        return file;
    }

    /** Whether there is such a member; a null counts as none. */
    public boolean has(String name) {
        return value instanceof Map<?, ?> map && map.get(name) != null;
    }

    /** That member, which may be absent. */
    public ConfigNode at(String name) {
        return child(name, value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    /** Notes every member that is none of those. */
    public ConfigNode knows(String... names) {
        members().forEach((name, member) -> {
            if (!Set.of(names).contains(name)) {
                member.problem("is unknown here; known are " + String.join(", ", new TreeSet<>(Set.of(names))));
            }
        });
        return this;
    }

    /** The members of an object, in the file's order; none where the value is absent. */
    public Map<String, ConfigNode> members() {
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), child(String.valueOf(name), member)));
        } else if (value != null) {
            problem("must be an object");
        }
        return members;
    }

    /** Whether it is a list. */
    public boolean isList() {
        return value instanceof List<?>;
    }

    /** The items of a list; none where the value is absent. */
    public List<ConfigNode> items() {
        List<ConfigNode> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(child(Integer.toString(items.size()), item)));
        } else if (value != null) {
            problem("must be a list");
        }
        return items;
    }

    /** The items of a list of texts. */
    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** A text, or a number as its text; nothing where the value is absent or of another kind, which is noted. */
    public Optional<String> text() {
        if (value instanceof String || value instanceof Number) {
            return Optional.of(value.toString());
        }
        if (value != null) {
            problem("must be a text");
        }
        return Optional.empty();
    }

    /** As {@link #text()}, but an absent one is noted, and the empty text is none. */
    public String required() {
        String text = text().orElse("");
        if (value == null || (text.isEmpty() && value instanceof String)) {
            problem("is required");
        }
        return text;
    }

    /** The value as JSON, whatever it is; nothing where it is absent. */
    public Optional<String> json() {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JsonMapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            problem("must be what JSON can say");
            return Optional.empty();
        }
    }

    /** True or false; the default where the value is absent or of another kind, which is noted. */
    public boolean flag(boolean otherwise) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value != null) {
            problem("must be true or false");
        }
        return otherwise;
    }

    /** A whole number of that range; the default where the value is absent or of another kind, which is noted. */
    public int wholeNumber(int min, int max, int otherwise) {
        if (value instanceof Integer number && number >= min && number <= max) {
            return number;
        }
        if (value != null) {
            problem("must be a whole number from " + min + " to " + max);
        }
        return otherwise;
    }

    /**
     * A text that stands for something.
     *
     * @param find nothing for a text that stands for none
     * @param rule says which do, such as {@code keep or drop}
     */
    public <T> Optional<T> choice(Function<String, Optional<T>> find, String rule) {
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> found =
                value instanceof String || value instanceof Number ? find.apply(value.toString()) : Optional.empty();
        if (found.isEmpty()) {
            problem("must be " + rule);
        }
        return found;
    }

    /** Notes that this value breaks a rule. */
    public void problem(String rule) {
        problems.add((pointer.isEmpty() ? "the file" : pointer) + " " + requireNonNull(rule, "rule is null"));
    }

    /**
     * To be called at the end.
     *
     * @throws ConfigException if anything was noted anywhere in the file; it lists everything
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new ConfigException(file + ": " + String.join("; ", problems));
        }
    }

    private ConfigNode child(String name, @Nullable Object member) {
        return new ConfigNode(file, pointer + "/" + name.replace("~", "~0").replace("/", "~1"), member, problems);
    }
}
