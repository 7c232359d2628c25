package dev.taly.activity.app.snapshot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Says yes to what a rehearsal asks of AWS, and keeps nothing: a PUT to S3, a batch for SNS, a secret; so a GET finds nothing. On loopback, so that all
 * is rehearsed from the SDK down to the socket but encryption. It ends every connection with its answer: none is left for a
 * snapshot.
 */
public final class StandIn implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final String NO_SUCH_KEY = "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
    private static final int BATCH = 10;

    private final HttpServer server;
    private final String secret;

    private StandIn(HttpServer server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    /**
     * Starts one on a free port.
     *
     * @param secret the text of every secret
     */
    public static StandIn open(String secret) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandIn standIn = new StandIn(server, secret);
        server.createContext("/", standIn::answer);
        server.start();
        return standIn;
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String text = body(exchange);
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.getResponseHeaders().add("ETag", "\"0\"");
            exchange.sendResponseHeaders(
                    text.equals(NO_SUCH_KEY) ? NOT_FOUND : OK, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String body(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
            return "{\"SecretString\":\"" + secret.replace("\"", "\\\"") + "\"}";
        }
        return switch (exchange.getRequestMethod()) {
            case "POST" -> published();
            case "GET" -> NO_SUCH_KEY;
            default -> "";
        };
    }

    private static String published() {
        StringBuilder xml = new StringBuilder("<PublishBatchResponse><PublishBatchResult><Successful>");
        for (int i = 0; i < BATCH; i++) {
            xml.append("<member><Id>").append(i).append("</Id><MessageId>m</MessageId></member>");
        }
        return xml.append("</Successful></PublishBatchResult></PublishBatchResponse>")
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
