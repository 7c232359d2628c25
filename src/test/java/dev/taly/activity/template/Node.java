package dev.taly.activity.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A value in the template. What is missing is a node too, with a null value, so that no rule trips over a template that
 * someone changed.
 */
record Node(Map<String, Object> root, String path, Object value) {

    static Node root(Map<String, Object> root) {
        return new Node(root, "", root);
    }

    Node at(String... keys) {
        Node node = this;
        for (String key : keys) {
            Object child = node.value instanceof Map<?, ?> map ? map.get(key) : null;
            node = new Node(root, node.path.isEmpty() ? key : node.path + "." + key, child);
        }
        return node;
    }

    boolean exists() {
        return value != null;
    }

    /** Its text; empty if it has none. */
    String text() {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }

    boolean is(Object expected) {
        return expected.toString().equals(text());
    }

    boolean isRef(String name) {
        return Map.of("Ref", name).equals(value);
    }

    boolean isAttribute(String resource, String attribute) {
        return Map.of("Fn::GetAtt", List.of(resource, attribute)).equals(value);
    }

    boolean isSub(String text) {
        return Map.of("Fn::Sub", text).equals(value);
    }

    /** The parameter that it refers to; a missing node if it is none. */
    Node parameter() {
        return root(root).at("Parameters").at(at("Ref").text());
    }

    /** What it is when no parameter is given. */
    Node byDefault() {
        return parameter().exists() ? parameter().at("Default") : this;
    }

    /** The smallest number that it may be. */
    long min() {
        return parameter().exists() ? allowed("MinValue").min().orElse(Long.MIN_VALUE) : number();
    }

    /** The largest number that it may be. */
    long max() {
        return parameter().exists() ? allowed("MaxValue").max().orElse(Long.MAX_VALUE) : number();
    }

    private LongStream allowed(String bound) {
        return Stream.concat(
                        parameter().at("AllowedValues").items().stream(),
                        Stream.of(parameter().at(bound)).filter(Node::exists))
                .mapToLong(Node::number);
    }

    /** Its number; an impossible one if it is none. */
    long number() {
        return text().matches("-?[0-9]{1,18}") ? Long.parseLong(text()) : Long.MIN_VALUE;
    }

    /** Its items; itself if it is no list; none if it is missing. */
    List<Node> items() {
        if (value instanceof List<?> list) {
            return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                    .map(i -> new Node(root, path + "[" + i + "]", list.get(i)))
                    .toList();
        }
        return exists() ? List.of(this) : List.of();
    }

    Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> entries.put(key.toString(), at(key.toString())));
        }
        return entries;
    }

    /** Itself and everything below. */
    Stream<Node> everything() {
        Stream<Node> children = value instanceof List<?> ? items().stream() : entries().values().stream();
        return Stream.concat(Stream.of(this), children.flatMap(Node::everything));
    }

    // Resources.

    Map<String, Node> resources(String type) {
        Map<String, Node> found = new LinkedHashMap<>();
        root(root).at("Resources").entries().forEach((id, resource) -> {
            if (resource.at("Type").is(type)) {
                found.put(id, resource.at("Properties"));
            }
        });
        return found;
    }

    Node resource(String id) {
        return root(root).at("Resources", id);
    }

    Node properties(String id) {
        return resource(id).at("Properties");
    }
}
