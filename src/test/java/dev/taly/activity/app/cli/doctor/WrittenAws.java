package dev.taly.activity.app.cli.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS on loopback, with one written answer for each operation, as AWS words it. */
public final class WrittenAws implements AutoCloseable {
    private static final Pattern SERVICE = Pattern.compile("Credential=[^/]*/[0-9]{8}/[^/]*/([a-z0-9]+)/");
    private static final byte[] EMPTY_MAP_IN_CBOR = {(byte) 0xA0};

    private final HttpServer server;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private WrittenAws(HttpServer server) {
        this.server = server;
    }

    private record Refusal(int status, String code) {}

    /** Opens it on a free port. */
    public static WrittenAws open() throws IOException {
        WrittenAws aws =
                new WrittenAws(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        aws.server.createContext("/", aws::answer);
        aws.server.start();
        return aws;
    }

    /** The one address of all services. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on that is the answer; the operation as {@code s3 policy}. */
    WrittenAws refuse(String operation, int status, String code) {
        refusals.put(operation, new Refusal(status, code));
        return this;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String service = service(exchange);
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String name = service + " " + operation(service, exchange, request);
            asked.add(name);
            Refusal refusal = refusals.get(name);
            byte[] body = refusal == null ? written(service, name, request) : error(service, refusal);
            exchange.getResponseHeaders().set("Content-Type", type(service));
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
            if (refusal != null) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", refusal.code());
            }
            exchange.sendResponseHeaders(refusal == null ? 200 : refusal.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String service(HttpExchange exchange) {
        Matcher scope =
                SERVICE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        return scope.find() ? scope.group(1) : "unsigned";
    }

    private static String operation(String service, HttpExchange exchange, String request) {
        String path = exchange.getRequestURI().getPath();
        return switch (service) {
            case "sqs" ->
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                        .replaceAll(".*\\.", "");
            case "sns", "cloudformation" -> request.replaceAll("(?s).*Action=([A-Za-z]+).*", "$1");
            case "s3" -> String.valueOf(exchange.getRequestURI().getQuery()).replaceAll("[=&].*", "");
            case "lambda" -> path.contains("event-source") ? "source" : path.replaceAll(".*/", "");
            default -> path.replaceAll(".*/", "");
        };
    }

    private static byte[] written(String service, String name, String request) {
        if (service.equals("monitoring")) {
            return EMPTY_MAP_IN_CBOR;
        }
        String file = "aws/" + name.replace(' ', '-') + (isJson(service) ? ".json" : ".xml");
        try (InputStream in = WrittenAws.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("nobody wrote " + file);
            }
            byte[] written = in.readAllBytes();
            return request.contains("/activity-queue") ? asTheQueue(written) : written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The three queues differ in this alone: a week for the first, and two for the others. */
    private static byte[] asTheQueue(byte[] written) {
        return new String(written, StandardCharsets.UTF_8)
                .replace("1209600", "604800")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] error(String service, Refusal refusal) {
        String text = isJson(service)
                ? "{\"__type\":\"" + refusal.code() + "\",\"message\":\"no\"}"
                : service.equals("s3")
                        ? "<Error><Code>" + refusal.code() + "</Code><Message>no</Message></Error>"
                        : "<ErrorResponse><Error><Code>" + refusal.code()
                                + "</Code><Message>no</Message></Error></ErrorResponse>";
        return service.equals("monitoring") ? EMPTY_MAP_IN_CBOR : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String type(String service) {
        return switch (service) {
            case "sqs" -> "application/x-amz-json-1.0";
            case "lambda" -> "application/json";
            case "monitoring" -> "application/cbor";
            default -> "text/xml";
        };
    }

    private static boolean isJson(String service) {
        return service.equals("sqs") || service.equals("lambda");
    }
}
