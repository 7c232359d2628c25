package dev.taly.activity.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8259 to the letter, for comparison: it shares nothing with Jackson. Objects become maps in their order, arrays lists,
 * and numbers keep their text. A name twice in one object is refused.
 */
final class StrictJson {
    private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*+");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]++)?");
    private static final Pattern STRING =
            Pattern.compile("\"([^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

    /** A number as it was written. */
    record Num(String text) {}

    /** The value {@code null}. */
    static final Object NULL = new Num("null");

    /** The text is no JSON, or has a name twice. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

    static Object parse(String text) throws Malformed {
        StrictJson json = new StrictJson(text);
        Object value = json.value();
        if (json.at != text.length()) {
            throw new Malformed("trailing text at " + json.at);
        }
        return value;
    }

    /** How deep objects and arrays nest in it; 0 for any other value. */
    static int depth(Object value) {
        if (value instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToInt(StrictJson::depth).max().orElse(0);
        }
        if (value instanceof List<?> list) {
            return 1 + list.stream().mapToInt(StrictJson::depth).max().orElse(0);
        }
        return 0;
    }

    private Object value() throws Malformed {
        next(SPACE);
        Object value;
        if (skip("{")) {
            value = object();
        } else if (skip("[")) {
            value = array();
        } else if (text.startsWith("\"", at)) {
            value = string();
        } else if (skip("true")) {
            value = true;
        } else if (skip("false")) {
            value = false;
        } else if (skip("null")) {
            value = NULL;
        } else {
            value = new Num(next(NUMBER));
        }
        next(SPACE);
        return value;
    }

    private Map<String, Object> object() throws Malformed {
        Map<String, Object> members = new LinkedHashMap<>();
        next(SPACE);
        if (skip("}")) {
            return members;
        }
        do {
            next(SPACE);
            String name = string();
            next(SPACE);
            demand(":");
            if (members.containsKey(name)) {
                throw new Malformed("a name twice");
            }
            members.put(name, value());
        } while (skip(","));
        demand("}");
        return members;
    }

    private List<Object> array() throws Malformed {
        List<Object> items = new ArrayList<>();
        next(SPACE);
        if (skip("]")) {
            return items;
        }
        do {
            items.add(value());
        } while (skip(","));
        demand("]");
        return items;
    }

    private String string() throws Malformed {
        String raw = next(STRING);
        return ESCAPE.matcher(raw.substring(1, raw.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1), escape.group(2))));
    }

    private static String unescape(String escape, @Nullable String hex) {
        if (hex != null) {
            return String.valueOf((char) Integer.parseInt(hex, 16));
        }
        int index = "bfnrt".indexOf(escape);
        return index < 0 ? escape : "\b\f\n\r\t".substring(index, index + 1);
    }

    private String next(Pattern pattern) throws Malformed {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new Malformed("no " + pattern + " at " + at);
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean skip(String token) {
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    private void demand(String token) throws Malformed {
        if (!skip(token)) {
            throw new Malformed("no " + token + " at " + at);
        }
    }
}
