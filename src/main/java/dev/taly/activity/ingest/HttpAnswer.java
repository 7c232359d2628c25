package dev.taly.activity.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the door says. Immutable, but for the body's bytes, which nobody may change. */
public final class HttpAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final DoorFigures figures;

    private HttpAnswer(int status, Map<String, String> headers, byte[] body, DoorFigures figures) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.figures = figures;
    }

    /** An answer in JSON that no cache keeps. */
    static HttpAnswer of(int status, String mediaType, String json) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", mediaType);
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return new HttpAnswer(status, headers, json.getBytes(StandardCharsets.UTF_8), DoorFigures.NONE);
    }

    HttpAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body, figures);
    }

    HttpAnswer with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.putAll(others);
        return new HttpAnswer(status, more, body, figures);
    }

    /** The answer to HEAD, which tells the length of what it leaves out. */
    HttpAnswer withoutBody() {
        return new HttpAnswer(
                status, with("Content-Length", Integer.toString(body.length)).headers, new byte[0], figures);
    }

    /** The same, known to come of that. */
    HttpAnswer of(DoorFigures events) {
        return new HttpAnswer(status, headers, body, events);
    }

    /** What became of the request's events; nobody is sent it. */
    DoorFigures figures() {
        return figures;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The headers, each once. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The content; empty for HEAD. */
    public byte[] body() {
        return body;
    }
}
