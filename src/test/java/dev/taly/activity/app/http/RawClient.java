package dev.taly.activity.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A connection whose every byte the test decides. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawClient(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** A whole exchange on a connection of its own. */
    static Reply exchange(URI server, Call call) {
        try (RawClient client = new RawClient(server)) {
            client.send(call.head());
            client.sendIfItCan(call.body);
            return client.reply();
        } catch (IOException e) {
            throw new AssertionError("no answer to " + call, e);
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A server that has answered may read no more. */
    void sendIfItCan(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException e) {
            // The answer tells.
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer. */
    Reply reply() throws IOException {
        InputStream in = socket.getInputStream();
        String[] head = head(in).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length - 2; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    head[i].substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        return new Reply(
                Integer.parseInt(head[0].split(" ", -1)[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the other side has closed. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /** Reads whatever still comes, until the other side has closed. */
    void awaitEnd() throws IOException {
        while (!isClosed()) {
            // What it says on its way out is another test's.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended in: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
