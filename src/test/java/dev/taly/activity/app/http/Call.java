package dev.taly.activity.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One request of a test. Immutable. */
final class Call {
    final String method;
    final String path;
    final List<String[]> headers;
    final byte[] body;

    private Call(String method, String path, List<String[]> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    static Call of(String method, String path) {
        return new Call(method, path, List.of(), new byte[0]);
    }

    /** To {@code /log-activity} as JSON. */
    static Call post(String token, String body) {
        return of("POST", "/log-activity")
                .with("Authorization", "Bearer " + token)
                .with("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    Call with(String name, String value) {
        List<String[]> more = new ArrayList<>(headers);
        more.add(new String[] {name, value});
        return new Call(method, path, more, body);
    }

    Call without(String name) {
        return new Call(
                method,
                path,
                headers.stream()
                        .filter(header -> !header[0].equalsIgnoreCase(name))
                        .toList(),
                body);
    }

    Call only(String name, String value) {
        return without(name).with(name, value);
    }

    Call at(String otherMethod, String otherPath) {
        return new Call(otherMethod, otherPath, headers, body);
    }

    Call body(byte[] bytes) {
        return new Call(method, path, headers, bytes);
    }

    Call zipped() {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body(zipped.toByteArray());
    }

    /** The request line and the headers, with the body's length and an end to the connection. */
    byte[] head() {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                header -> head.append(header[0]).append(": ").append(header[1]).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method + " " + path);
        headers.forEach(
                header -> text.append("\n  ").append(header[0]).append(": ").append(header[1]));
        String content = new String(body, StandardCharsets.ISO_8859_1);
        return text + "\n  " + content.length() + " bytes: " + content.substring(0, Math.min(400, content.length()));
    }
}
