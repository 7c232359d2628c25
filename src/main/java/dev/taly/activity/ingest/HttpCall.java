package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request, however it came in. Immutable, but for the body's bytes, which nobody may change. */
public final class HttpCall {
    private static final byte[] NOTHING = {};

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final boolean text;

    /**
     * A whole request.
     *
     * @param method as it came, {@code POST} say; case matters
     * @param path without the query, not decoded
     * @param headers the values by name; the case of a name doesn't matter, and white space around a value neither
     * @param body still compressed, if it came so
     */
    public HttpCall(String method, String path, Map<String, List<String>> headers, byte[] body) {
        this.method = requireNonNull(method, "method is null");
        this.path = requireNonNull(path, "path is null");
        this.body = requireNonNull(body, "body is null");
        this.text = false;
        Map<String, List<String>> byName = new TreeMap<>();
        headers.forEach((name, values) ->
                values.forEach(value -> byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(value.strip())));
        this.headers = byName;
    }

    private HttpCall(HttpCall head, byte[] body, boolean text) {
        this.method = head.method;
        this.path = head.path;
        this.headers = head.headers;
        this.body = requireNonNull(body, "body is null");
        this.text = text;
    }

    /** A request whose body is still to come. */
    public static HttpCall head(String method, String path, Map<String, List<String>> headers) {
        return new HttpCall(method, path, headers, NOTHING);
    }

    /** The same request with its body. */
    public HttpCall withBody(byte[] bytes) {
        return new HttpCall(this, bytes, text);
    }

    /** The same request, whose carrier has read the body as text, so that what was no text is lost. */
    public HttpCall readAsText() {
        return new HttpCall(this, body, true);
    }

    boolean isReadAsText() {
        return text;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    byte[] body() {
        return body;
    }

    /** Every value of that header, in the order in which they came; none where it is absent. */
    List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
