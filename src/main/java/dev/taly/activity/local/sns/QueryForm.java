package dev.taly.activity.local.sns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a request in the AWS Query protocol: flat names, where a list is {@code Name.member.1…} and a map is
 * {@code Name.entry.1.key}. A form can be a part of another, as an entry of a batch is.
 */
final class QueryForm {
    private final NavigableMap<String, String> parameters;
    private final String prefix;

    private QueryForm(NavigableMap<String, String> parameters, String prefix) {
        this.parameters = parameters;
        this.prefix = prefix;
    }

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws SnsException if an escape is broken or a name comes twice
     */
    static QueryForm parse(String encoded) {
        NavigableMap<String, String> parameters = new TreeMap<>();
        for (int start = 0; start < encoded.length(); ) {
            int ampersand = encoded.indexOf('&', start);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            if (end > start) {
                int equals = encoded.indexOf('=', start);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                String name = decode(encoded.substring(start, nameEnd));
                String value = decode(encoded.substring(Math.min(nameEnd + 1, end), end));
                if (parameters.put(name, value) != null) {
                    throw SnsException.badRequest("MalformedInput", "The parameter " + name + " comes twice");
                }
            }
            start = end + 1;
        }
        return new QueryForm(parameters, "");
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsException.badRequest("MalformedInput", "The form has a broken escape");
        }
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(prefix + name));
    }

    /** The value, or an error that names the parameter as AWS does. */
    String get(String name) {
        return find(name)
                .orElseThrow(() -> SnsException.missing(Character.toLowerCase(name.charAt(0)) + name.substring(1)));
    }

    /** The parts of a list of structures. */
    List<QueryForm> members(String name) {
        return parts(name + ".member.");
    }

    /** The parts of a map, each with the name of its key and of its value. */
    List<QueryForm> entries(String name) {
        return parts(name + ".entry.");
    }

    /** The values of a list of strings. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; ; i++) {
            Optional<String> text = find(name + ".member." + i);
            if (text.isEmpty()) {
                return texts;
            }
            texts.add(text.get());
        }
    }

    /** A map from strings to strings, in the order given; of a key that comes twice, the last. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        entries(name)
                .forEach(entry -> map.put(entry.get("key"), entry.find("value").orElse("")));
        return map;
    }

    private List<QueryForm> parts(String name) {
        List<QueryForm> parts = new ArrayList<>();
        for (int i = 1; ; i++) {
            String part = prefix + name + i + ".";
            String first = parameters.ceilingKey(part);
            if (first == null || !first.startsWith(part)) {
                return parts;
            }
            parts.add(new QueryForm(parameters, part));
        }
    }
}
