package dev.taly.activity.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks as much of SNS's query protocol as PublishBatch needs, on loopback, and answers as it is told. */
final class StubSns implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> answers = new ArrayDeque<>();

    /** Answers one request; the parameters are those of the form. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange, Map<String, String> form) throws IOException;
    }

    StubSns() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Map<String, String> form = form(exchange);
                requests.add(form);
                next().to(exchange, form);
            }
        });
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The answers to the next requests, in order; after them every entry succeeds. */
    synchronized StubSns then(Answer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    List<Map<String, String>> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How many entries each request had. */
    List<Integer> sizes() {
        return requests().stream().map(StubSns::size).toList();
    }

    private synchronized Answer next() {
        Answer answer = answers.poll();
        return answer == null ? success() : answer;
    }

    /** A 200 in which every entry succeeded. */
    static Answer success() {
        return results(Map.of());
    }

    /**
     * A 200 in which every entry succeeded but those.
     *
     * @param others the XML for an entry, by its place from 0; it may be empty
     */
    static Answer results(Map<Integer, String> others) {
        return (exchange, form) -> {
            StringBuilder successful = new StringBuilder();
            StringBuilder failed = new StringBuilder();
            for (int i = 0; i < size(form); i++) {
                String other = others.get(i);
                if (other == null) {
                    successful.append("<member><Id>" + i + "</Id><MessageId>m-" + i + "</MessageId></member>");
                } else {
                    failed.append(other);
                }
            }
            send(
                    exchange,
                    200,
                    "<PublishBatchResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishBatchResult>"
                            + "<Successful>" + successful + "</Successful><Failed>" + failed + "</Failed>"
                            + "</PublishBatchResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
                            + "</PublishBatchResponse>");
        };
    }

    /** An entry's failure, as it stands in a 200. */
    static String failure(String id, String code, boolean senderFault) {
        return "<member><Id>" + id + "</Id><Code>" + code + "</Code><Message>why</Message><SenderFault>" + senderFault
                + "</SenderFault></member>";
    }

    /** An error for the whole request. */
    static Answer error(int status, String code) {
        return (exchange, form) -> send(
                exchange,
                status,
                "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>why</Message></Error><RequestId>r-1</RequestId></ErrorResponse>");
    }

    /** The connection breaks without an answer. */
    static Answer broken() {
        return (exchange, form) -> exchange.close();
    }

    /** A status line without a body. */
    static Answer bare(int status) {
        return (exchange, form) -> exchange.sendResponseHeaders(status, -1);
    }

    /** Text that is no answer of SNS. */
    static Answer nonsense() {
        return (exchange, form) -> send(exchange, 200, "<html>Welcome to the hotel</html>");
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static int size(Map<String, String> form) {
        int size = 0;
        while (form.containsKey("PublishBatchRequestEntries.member." + (size + 1) + ".Id")) {
            size++;
        }
        return size;
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }
}
