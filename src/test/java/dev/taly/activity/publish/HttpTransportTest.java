package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.taly.activity.event.Level;
import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Said(int status, String body) {}

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Function<String, Said> door = body -> accepted(body);
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/log-activity", this::handle);
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log-activity");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void batch_isOneRequestWithAnEventALine() {
        assertThat(send("a", "b")).hasSize(2).hasOnlyElementsOfType(Delivery.Delivered.class);

        assertThat(asked).containsExactly("Bearer t0ken application/x-ndjson {\"id\":\"a\"}\n{\"id\":\"b\"}");
    }

    @Test
    void answer_thatForgetsOrMixesUpIdsLeavesThemFailed() {
        door = body -> new Said(202, "{\"accepted\":3,\"ids\":[\"a\",\"c\"]}");

        assertThat(kinds(send("a", "b", "c"))).containsExactly("Delivered", "Failed", "Failed");
    }

    @Test
    void mixedAnswer_isReadEventByEvent() {
        door = body -> new Said(207, """
                {"accepted":1,"failed":6,"results":[
                 {"index":0,"status":202,"id":"a"},
                 {"index":1,"status":400,"problem":{"code":"missing_field","detail":"actorId is required."}},
                 {"index":2,"status":403,"problem":{"code":"insufficient_scope"}},
                 {"index":3,"status":413,"problem":{"code":"too_large"}},
                 {"index":4,"status":422,"problem":{"code":"refused"}},
                 {"index":5,"status":503,"problem":{}},
                 {"index":99,"status":202,"id":"g"}]}
                """);

        List<Delivery> deliveries = send("a", "b", "c", "d", "e", "f", "g");

        assertThat(kinds(deliveries))
                .containsExactly("Delivered", "Refused", "Refused", "Refused", "Refused", "Failed", "Failed");
        assertThat(deliveries.get(1)).isEqualTo(new Delivery.Refused("HTTP 400: actorId is required."));
    }

    @Test
    void batchOfWhichNothingIsTaken_isReadEventByEvent() {
        door = body -> new Said(
                400,
                "{\"code\":\"nothing_taken\",\"results\":[{\"index\":0,\"status\":400,\"problem\":{\"code\":\"too_deep\"}},"
                        + "{\"index\":1,\"status\":503,\"problem\":{\"code\":\"not_published\"}}]}");

        assertThat(kinds(send("a", "b"))).containsExactly("Refused", "Failed");
        assertThat(asked).hasSize(1);
    }

    @Test
    void batchThatIsRefusedAsAWhole_isTriedOneByOne() {
        door = body -> body.contains("b") ? new Said(413, "{\"code\":\"body_too_large\"}") : accepted(body);

        assertThat(kinds(send("a", "b", "c"))).containsExactly("Delivered", "Refused", "Delivered");
        assertThat(asked).hasSize(4);
    }

    @Test
    void oneByOne_stopsAtTheFirstThatFails() {
        door = body -> body.contains("\n") ? new Said(400, "{\"code\":\"malformed_json\"}") : new Said(503, "{}");

        assertThat(kinds(send("a", "b", "c"))).containsExactly("Failed", "Failed", "Failed");
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 401, 403, 404, 408, 415, 429, 500, 502, 503, 504})
    void status_thatMayGetWellIsAFailure(int status) {
        door = body -> new Said(status, "{\"code\":\"x\",\"detail\":\"Not now.\"}");

        assertThat(kinds(send("a", "b"))).containsExactly("Failed", "Failed");
    }

    @Test
    void refusal_thatMayBeAProxysOrIsAboutTheTokenIsAFailure() {
        for (String body : List.of(
                "",
                "<html>Bad Request</html>",
                "{}",
                "{\"code\":\"invalid_request\"}",
                "{\"code\":\"malformed_http\"}",
                "{\"code\":\"BAD_REQUEST\"}",
                "{\"results\":[{\"index\":0,\"status\":400}]}",
                "{\"results\":[{\"index\":0,\"status\":400,\"problem\":{\"code\":\"E17\"}}]}")) {
            for (int status : List.of(400, 413, 422)) {
                door = request -> new Said(status, body);

                assertThat(kinds(send("a"))).as(body).containsExactly("Failed");
            }
        }
    }

    @Test
    void answer_withoutSenseIsAFailure() {
        for (String body : List.of("", "no", "[]", "{\"results\":{}}", "{\"ids\":7}")) {
            door = request -> new Said(202, body);
            assertThat(kinds(send("a"))).containsExactly("Failed");
            door = request -> new Said(207, body);
            assertThat(kinds(send("a"))).containsExactly("Failed");
        }
    }

    @Test
    void answer_thatIsEndlessIsAFailure() {
        door = body -> new Said(202, accepted(body).body() + " ".repeat(256 * 1024));

        assertThat(send("a"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.why()).contains("larger than 262144 bytes"));
    }

    @Test
    void door_thatDoesNotAnswerIsAFailureInTime() {
        CountDownLatch never = new CountDownLatch(1);
        door = body -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Said(500, "");
        };

        HttpTransport hasty = new HttpTransport(url, () -> "t0ken", Duration.ofMillis(200));

        assertThat(hasty.send(events("a"))).containsExactly(new Delivery.Failed("no answer in 200 ms"));
    }

    @Test
    void door_thatIsNotThereIsAFailure() {
        server.stop(0);

        assertThat(kinds(send("a"))).containsExactly("Failed");
    }

    @Test
    void token_thatIsMissingOrMalformedIsAFailureThatDoesNotQuoteIt() {
        assertThat(HttpTransport.of(url, () -> "se cret").send(events("a")))
                .containsExactly(new Delivery.Failed("the token has a wrong form"));
        assertThat(HttpTransport.of(url, () -> "secret\r\nX: y").send(events("a")))
                .containsExactly(new Delivery.Failed("the token has a wrong form"));
        assertThat(HttpTransport.of(url, () -> {
                            throw new IllegalStateException("secret");
                        })
                        .send(events("a")))
                .containsExactly(new Delivery.Failed("there is no token: IllegalStateException"));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/log-activity",
                "http://127.0.0.1.example.com/log-activity",
                "http://localhost.example.com/",
                "https://user:password@example.com/",
                "https://example.com/#x",
                "ftp://127.0.0.1/",
                "mailto:a@example.com",
                "/log-activity",
                "https:///log-activity"
            })
    void url_thatWouldShowTheTokenIsRefused(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActivityPublisher.toHttp(URI.create(wrong), () -> "t"))
                .withMessageStartingWith("url must be https://HOST/log-activity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/log-activity",
                "HTTPS://example.com",
                "http://localhost:8080/x",
                "http://[::1]:1/"
            })
    void url_thatIsSafeIsTaken(String right) {
        assertThat(HttpTransport.of(URI.create(right), () -> "t")).isNotNull();
    }

    @Test
    void publisher_keepsItsEventsUntilTheTokenIsGood() {
        List<String> tokens = Collections.synchronizedList(new ArrayList<>(List.of("wrong", "wrong", "t0ken")));
        door = body -> asked.get(asked.size() - 1).startsWith("Bearer t0ken") ? accepted(body) : new Said(401, "{}");
        try (ActivityPublisher publisher = ActivityPublisher.toHttp(
                        url, () -> tokens.size() > 1 ? tokens.remove(0) : tokens.get(0))
                .retryAfter(Duration.ofMillis(1), Duration.ofMillis(2))
                .senders(1)
                .build()) {
            publisher.publish(Events.login("kept"));

            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isOne();
            assertThat(publisher.stats().droppedInAll()).isZero();
        }
    }

    private List<Delivery> send(String... ids) {
        return HttpTransport.of(url, () -> "t0ken").send(events(ids));
    }

    private static List<OutboundEvent> events(String... ids) {
        return Stream.of(ids)
                .map(id -> new OutboundEvent(id, "acme", "user_login", Level.INFO, null, "{\"id\":\"" + id + "\"}", 10))
                .toList();
    }

    private static List<String> kinds(List<Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> delivery.getClass().getSimpleName())
                .toList();
    }

    private static Said accepted(String body) {
        List<String> ids = body.lines()
                .map(line -> line.replaceAll(".*?\"id\":\"([^\"]*)\".*", "\"$1\""))
                .toList();
        return new Said(202, "{\"accepted\":" + ids.size() + ",\"ids\":" + ids + "}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
        Said said = door.apply(body);
        byte[] answer = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), answer.length == 0 || said.status() == 204 ? -1 : answer.length);
        if (answer.length > 0 && said.status() != 204) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
