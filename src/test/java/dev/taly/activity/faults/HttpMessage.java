package dev.taly.activity.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or a response of HTTP/1.1, in memory.
 *
 * @param startLine the request or status line
 * @param headers the other lines of the head
 * @param body without the framing of chunks
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HttpMessage(String startLine, List<String> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    HttpMessage {
        headers = List.copyOf(headers);
    }

    /** The head of the next message, without a body yet; nothing where the peer has closed. */
    static Optional<HttpMessage> readHead(InputStream in) throws IOException {
        String start = readLine(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        List<String> headers = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            headers.add(line);
        }
        return Optional.of(new HttpMessage(start, headers, NOTHING));
    }

    /** With the body of a request, which follows its head. */
    HttpMessage readRequestBody(InputStream in) throws IOException {
        return withBody(
                isChunked() ? readChunks(in) : readExactly(in, contentLength().orElse(0)));
    }

    /** With the body of a response, which follows its head; where no length is given, up to the end of the stream. */
    HttpMessage readResponseBody(InputStream in, boolean toHead) throws IOException {
        String status = startLine.split(" ", 3)[1];
        if (toHead || status.equals("204") || status.equals("304")) {
            return this;
        }
        if (isChunked()) {
            return withBody(readChunks(in));
        }
        return withBody(
                contentLength().isPresent() ? readExactly(in, contentLength().get()) : in.readAllBytes());
    }

    HttpMessage withBody(byte[] other) {
        return new HttpMessage(startLine, headers, other);
    }

    Optional<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).trim())
                .findFirst();
    }

    HttpMessage without(String... names) {
        List<String> kept = new ArrayList<>(headers);
        for (String name : names) {
            kept.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        }
        return new HttpMessage(startLine, kept, body);
    }

    HttpMessage with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new HttpMessage(startLine, more, body);
    }

    /** With the body's own length in place of any framing. */
    HttpMessage framed() {
        return without("Transfer-Encoding", "Content-Length").with("Content-Length: " + body.length);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 + body.length);
        String head = startLine + "\r\n" + String.join("\r\n", headers) + (headers.isEmpty() ? "" : "\r\n") + "\r\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private boolean isChunked() {
        return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    private Optional<Integer> contentLength() {
        return header("Content-Length").map(Integer::valueOf);
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = chunkSize(in);
        while (size > 0) {
            body.writeBytes(readExactly(in, size));
            readLine(in);
            size = chunkSize(in);
        }
        while (!readLine(in).isEmpty()) {
            // Trailers are not passed on.
        }
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(readLine(in).split(";", 2)[0].trim(), 16);
    }

    private static byte[] readExactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ends early");
        }
        return bytes;
    }

    /** Without its line end; empty at the end of the stream, too. */
    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c != -1; c = in.read()) {
            line.append((char) c);
        }
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }
}
