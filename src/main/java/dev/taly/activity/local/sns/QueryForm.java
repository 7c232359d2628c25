package dev.taly.activity.local.sns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request in the AWS Query protocol: flat names, where a list is {@code Name.member.1…} and a map is
 * {@code Name.entry.1.key}. Kept as the tree that the names' dots draw; each part of it is a form, as an entry of a batch is.
 */
final class QueryForm {
    private final Map<String, QueryForm> parts = new HashMap<>();
    private @Nullable String value;

    private QueryForm() {}

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws SnsException if an escape is broken or a name comes twice
     */
    static QueryForm parse(String encoded) {
        QueryForm root = new QueryForm();
        for (int start = 0; start < encoded.length(); ) {
            int ampersand = encoded.indexOf('&', start);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            if (end > start) {
                int equals = encoded.indexOf('=', start);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                root.put(
                        decode(encoded.substring(start, nameEnd)),
                        decode(encoded.substring(Math.min(nameEnd + 1, end), end)));
            }
            start = end + 1;
        }
        return root;
    }

    private static String decode(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
            return encoded;
        }
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsException.badRequest("MalformedInput", "The form has a broken escape");
        }
    }

    private void put(String name, String value) {
        QueryForm part = this;
        for (int start = 0, end; start <= name.length(); start = end + 1) {
            end = segmentEnd(name, start);
            part = part.parts.computeIfAbsent(name.substring(start, end), segment -> new QueryForm());
        }
        if (part.value != null) {
            throw SnsException.badRequest("MalformedInput", "The parameter " + name + " comes twice");
        }
        part.value = value;
    }

    Optional<String> find(String name) {
        return part(name).map(part -> part.value);
    }

    /** The value, or an error that names the parameter as AWS does. */
    String get(String name) {
        return find(name)
                .orElseThrow(() -> SnsException.missing(Character.toLowerCase(name.charAt(0)) + name.substring(1)));
    }

    /** The parts of a list of structures. */
    List<QueryForm> members(String name) {
        return numbered(name + ".member");
    }

    /** The parts of a map, each with the name of its key and of its value. */
    List<QueryForm> entries(String name) {
        return numbered(name + ".entry");
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

    /** The structures numbered from 1, up to the first gap. */
    private List<QueryForm> numbered(String name) {
        List<QueryForm> found = new ArrayList<>();
        QueryForm list = part(name).orElseGet(QueryForm::new);
        for (int i = 1; ; i++) {
            QueryForm part = list.parts.get(Integer.toString(i));
            if (part == null || part.parts.isEmpty()) {
                return found;
            }
            found.add(part);
        }
    }

    private Optional<QueryForm> part(String name) {
        QueryForm part = this;
        for (int start = 0, end; part != null && start <= name.length(); start = end + 1) {
            end = segmentEnd(name, start);
            part = part.parts.get(name.substring(start, end));
        }
        return Optional.ofNullable(part);
    }

    private static int segmentEnd(String name, int start) {
        int dot = name.indexOf('.', start);
        return dot < 0 ? name.length() : dot;
    }
}
