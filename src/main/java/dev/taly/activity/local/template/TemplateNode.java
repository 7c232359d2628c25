package dev.taly.activity.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A value in the template, with the path that leads to it. Every reader throws an {@link IllegalArgumentException} that names
 * the path where the value is missing or of another kind.
 *
 * @param path such as {@code Resources.Queue.Properties}
 * @param value as {@link TemplateYaml} gives it; parameters are replaced by their defaults
 * @param root the whole template
 */
record TemplateNode(String path, Object value, Map<String, Object> root) {

    /** The whole template. */
    static TemplateNode root(Map<String, Object> root) {
        return new TemplateNode("", root, root);
    }

    /** What is found under those keys, one below the other. */
    TemplateNode at(String... keys) {
        TemplateNode node = this;
        for (String key : keys) {
            node = node.child(key);
        }
        return node;
    }

    private TemplateNode child(String key) {
        String childPath = path.isEmpty() ? key : path + "." + key;
        Object child = mapping().get(key);
        if (child == null) {
            throw new IllegalArgumentException("template.yaml: " + childPath + " is missing");
        }
        return new TemplateNode(childPath, withDefault(child), root);
    }

    /** A reference to a parameter is replaced by the parameter's default; all else stays. */
    private Object withDefault(Object child) {
        if (child instanceof Map<?, ?> function
                && function.get("Ref") instanceof String name
                && root.get("Parameters") instanceof Map<?, ?> parameters
                && parameters.containsKey(name)) {
            return root(root).at("Parameters", name, "Default").value();
        }
        return child;
    }

    /** Its keys and what they hold. */
    Map<String, Object> mapping() {
        if (!(value instanceof Map<?, ?>)) {
            throw wrong("a mapping");
        }
        // Only TemplateYaml makes these maps, and its keys are texts.
        @SuppressWarnings("unchecked")
        Map<String, Object> mapping = (Map<String, Object>) value;
        return mapping;
    }

    /** Its items. */
    List<?> list() {
        if (!(value instanceof List<?> list)) {
            throw wrong("a list");
        }
        return list;
    }

    boolean flag() {
        if (!(value instanceof Boolean flag)) {
            throw wrong("true or false");
        }
        return flag;
    }

    int wholeNumber(int min, int max) {
        long number;
        try {
            number = Long.parseLong(value.toString());
        } catch (NumberFormatException e) {
            throw wrong("a whole number");
        }
        if (number < min || number > max) {
            throw wrong("from " + min + " to " + max);
        }
        return (int) number;
    }

    Duration seconds(int min, int max) {
        return Duration.ofSeconds(wholeNumber(min, max));
    }

    IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("template.yaml: " + path + " must be " + expected + ", but is " + value);
    }
}
