package dev.taly.activity.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The template's values as CloudFormation computes them for a stack: references, conditions, mappings and texts resolved, parameters
 * by their defaults. What it cannot resolve is an error.
 *
 * @param template all of it, in long form
 * @param known values of resources and pseudo parameters: by name as {@code Queue} for a Ref, as {@code Queue.Arn} for an attribute
 */
record StackValues(Map<String, Object> template, Map<String, String> known) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([A-Za-z0-9:.]+)}");

    /** What CloudFormation leaves out. */
    private static final Object NO_VALUE = new Object();

    /** The ids of the stack's resources of that type; those whose condition does not hold are not in the stack. */
    List<String> ids(String type) {
        return section("Resources").entrySet().stream()
                .filter(resource -> type.equals(map(resource.getValue()).get("Type")))
                .filter(resource -> holds(map(resource.getValue()).get("Condition")))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A resource's properties, all resolved. */
    Map<String, Object> properties(String id) {
        return map(resolve(map(section("Resources").get(id)).get("Properties")));
    }

    Object resolve(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(this::resolve)
                    .filter(item -> item != NO_VALUE)
                    .toList();
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> entries = map(value);
        if (entries.size() == 1) {
            Map.Entry<String, Object> only = entries.entrySet().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
            }
        }
        Map<String, Object> resolved = new LinkedHashMap<>();
        entries.forEach((key, child) -> {
            Object there = resolve(child);
            if (there != NO_VALUE) {
                resolved.put(key, there);
            }
        });
        return resolved;
    }

    private Object call(String function, Object argument) {
        return switch (function) {
            case "Ref" -> named((String) argument);
            case "Fn::GetAtt" -> named(joined(list(argument), "."));
            case "Fn::Sub" -> substituted((String) argument);
            case "Fn::Join" ->
                joined(list(resolve(list(argument).get(1))), (String)
                        list(argument).get(0));
            case "Fn::Split" ->
                List.of(((String) resolve(list(argument).get(1)))
                        .split(Pattern.quote((String) list(argument).get(0)), -1));
            case "Fn::FindInMap" -> {
                List<?> keys = list(resolve(argument));
                yield Objects.requireNonNull(
                        map(map(section("Mappings").get(keys.get(0).toString()))
                                        .get(keys.get(1).toString()))
                                .get(keys.get(2).toString()));
            }
            case "Fn::If" -> resolve(list(argument).get(holds(list(argument).get(0)) ? 1 : 2));
            default -> throw new IllegalArgumentException(function + " is not resolved here");
        };
    }

    private Object named(String name) {
        if (name.equals("AWS::NoValue")) {
            return NO_VALUE;
        }
        if (section("Parameters").get(name) instanceof Map<?, ?> parameter) {
            return Objects.requireNonNull(parameter.get("Default"), name);
        }
        return Objects.requireNonNull(known.get(name), () -> name + " has no value here");
    }

    private String substituted(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(substitute(match)));
    }

    private String substitute(MatchResult match) {
        return match.group(1).isEmpty() ? named(match.group(2)).toString() : "${" + match.group(2) + "}";
    }

    private boolean holds(Object condition) {
        if (condition == null) {
            return true;
        }
        if (condition instanceof String name) {
            return holds(Objects.requireNonNull(section("Conditions").get(name), name));
        }
        Map.Entry<String, Object> only = map(condition).entrySet().iterator().next();
        return switch (only.getKey()) {
            case "Condition" -> holds(only.getValue());
            case "Fn::Not" -> !holds(list(only.getValue()).get(0));
            case "Fn::And" -> list(only.getValue()).stream().allMatch(this::holds);
            case "Fn::Equals" -> {
                List<?> both = list(resolve(only.getValue()));
                yield both.get(0).toString().equals(both.get(1).toString());
            }
            default -> throw new IllegalArgumentException(only.getKey() + " is not resolved here");
        };
    }

    private Map<String, Object> section(String name) {
        return map(Objects.requireNonNull(template.get(name), name));
    }

    private static String joined(List<?> parts, String between) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(between));
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : new ArrayList<>(List.of(value));
    }

    @SuppressWarnings("unchecked") // The reader of templates has texts for keys only.
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
