package dev.taly.activity.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A mistake in the template, and the rule that must see it. */
record Mutation(String rule, String mistake, Consumer<Map<String, Object>> change) {

    /** Another value at that path, whose parts are keys, or indexes of lists. */
    static Mutation set(String rule, String path, Object value) {
        return new Mutation(rule, path + " = " + value, root -> {
            Object before = parent(root, path) instanceof Map<?, ?> map ? map.get(last(path)) : null;
            if (value.equals(before)) {
                throw new IllegalStateException(path + " is that already");
            }
            put(parent(root, path), last(path), value);
        });
    }

    /** Nothing at that path. */
    static Mutation remove(String rule, String path) {
        return new Mutation(rule, path + " removed", root -> {
            Object parent = parent(root, path);
            Object removed = parent instanceof List<?> list
                    ? list.remove(Integer.parseInt(last(path)))
                    : ((Map<?, ?>) parent).remove(last(path));
            if (removed == null) {
                throw new IllegalStateException(path + " is not in the template");
            }
        });
    }

    /** One more item in the list at that path. */
    static Mutation add(String rule, String path, Object item) {
        return new Mutation(
                rule,
                path + " + " + item,
                root -> list(step(parent(root, path), last(path))).add(item));
    }

    /** A copy with the mistake in it. */
    Map<String, Object> applyTo(Map<String, Object> template) {
        @SuppressWarnings("unchecked") // a copy of such a map
        Map<String, Object> copy = (Map<String, Object>) copy(template);
        change.accept(copy);
        return copy;
    }

    @Override
    public String toString() {
        return rule + ": " + mistake;
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> copy.put(key.toString(), copy(child)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    private static Object parent(Map<String, Object> root, String path) {
        Object node = root;
        String[] keys = path.split("/", -1);
        for (int i = 0; i < keys.length - 1; i++) {
            node = step(node, keys[i]);
        }
        return node;
    }

    private static Object step(Object node, String key) {
        Object child = node instanceof List<?> list ? list.get(Integer.parseInt(key)) : ((Map<?, ?>) node).get(key);
        if (child == null) {
            throw new IllegalStateException(key + " is not in the template");
        }
        return child;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @SuppressWarnings("unchecked") // copy() made them
    private static void put(Object parent, String key, Object value) {
        if (parent instanceof List<?>) {
            list(parent).set(Integer.parseInt(key), value);
        } else {
            ((Map<String, Object>) parent).put(key, value);
        }
    }

    @SuppressWarnings("unchecked") // copy() made them
    private static List<Object> list(Object node) {
        return (List<Object>) node;
    }
}
