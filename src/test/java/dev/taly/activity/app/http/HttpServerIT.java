package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.StubTopic;
import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, hostile or gone. */
final class HttpServerIT {
    private static final String EVENT = "{\"tenantId\":\"acme\",\"actorId\":\"u\",\"action\":\"user_login\","
            + "\"resource\":\"session\",\"timestamp\":\"2024-03-28T12:45:30Z\"}";
    private static final String HEAD = "POST /log-activity HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String AUTHORISED = HEAD + "Authorization: Bearer " + Doors.ANY + "\r\n";
    private static final ServerLimits HASTY = limits(Duration.ofSeconds(5), 16, 16, 64L * 1024 * 1024);

    private final StubTopic topic = new StubTopic();
    private final HttpServer server = HttpServer.start(Doors.to(topic), List.of(), "127.0.0.1", 0, HASTY);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connection_carriesOneRequestAfterTheOther() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            String request = AUTHORISED + "Content-Length: " + EVENT.length() + "\r\n\r\n" + EVENT;
            client.send(request + request);
            assertThat(client.reply().status()).isEqualTo(202);
            assertThat(client.reply().status()).isEqualTo(202);
        }
        assertThat(topic.taken()).hasSize(2);
    }

    @Test
    void answer_saysNothingOfTheServer() throws IOException {
        assertThat(RawClient.exchange(server.address(), Call.of("GET", "/healthz"))
                        .headers())
                .containsKey("date")
                .doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void chunkedBody_isTaken() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(AUTHORISED + "Transfer-Encoding: chunked\r\n\r\n");
            client.send("10\r\n" + EVENT.substring(0, 16) + "\r\n");
            client.send(Integer.toHexString(EVENT.length() - 16) + "\r\n" + EVENT.substring(16) + "\r\n0\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(202);
        }
    }

    @Test
    void hugeBody_isRefusedBeforeItIsSentWhereItsLengthIsDeclared() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(AUTHORISED + "Content-Length: 4194305\r\nExpect: 100-continue\r\n\r\n");
            Reply reply = client.reply();
            assertThat(reply.problem()).isEqualTo("413 body_too_large");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void hugeBody_isCutOffWhereItComesInChunks() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(AUTHORISED + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
            for (int i = 0; i < 6; i++) {
                client.sendIfItCan(chunk.getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(client.reply().problem()).isEqualTo("413 body_too_large");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void stranger_isAnsweredBeforeTheBody() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(HEAD + "Content-Length: 1000000\r\n\r\n");
            assertThat(client.reply().problem()).isEqualTo("401 credentials_missing");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void silentBody_isATimeout() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(AUTHORISED + "Content-Length: " + EVENT.length() + "\r\n\r\n" + EVENT.substring(0, 20));
            assertThat(client.reply().problem()).isEqualTo("408 too_slow");
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(topic.taken()).isEmpty();
    }

    @Test
    void tricklingBody_isATimeoutAlthoughItIsNeverSilent() throws Exception {
        try (RawClient client = new RawClient(server.address())) {
            client.send(AUTHORISED + "Content-Length: 1000\r\n\r\n");
            CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> read(client));
            while (!reply.isDone()) {
                client.sendIfItCan(new byte[] {' '});
                // The pace of the client is what is tested: much faster than the idle timeout.
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(reply.get().problem()).isEqualTo("408 too_slow");
        }
    }

    @Test
    void tricklingHead_isCutOffAlthoughItIsNeverSilent() throws Exception {
        try (RawClient client = new RawClient(server.address())) {
            client.send("POST /log-activity HTTP/1.1\r\nHost: x\r\nX: ");
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> awaitEnd(client));
            while (!closed.isDone()) {
                client.sendIfItCan(new byte[] {'x'});
                TimeUnit.MILLISECONDS.sleep(50);
            }
            closed.get();
        }
    }

    @Test
    void laterHead_isCutOffLikeTheFirstWhereItTrickles() throws Exception {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
            client.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX: ");
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> awaitEnd(client));
            while (!closed.isDone()) {
                client.sendIfItCan(new byte[] {'x'});
                TimeUnit.MILLISECONDS.sleep(50);
            }
            closed.get();
        }
    }

    @Test
    void requestBeyondWhatTheDoorCanDo_isSentAwayAndHealthIsStillTold() throws Exception {
        try (Gate gate = new Gate();
                HttpServer small = start(limits(Duration.ofSeconds(5), 1, 1, 1_000_000))) {
            CompletableFuture<Reply> first = post(small);
            gate.awaitGuest();
            // Only one of the two finds the place to wait.
            CompletableFuture<Reply> second = post(small);
            CompletableFuture<Reply> third = post(small);
            Reply away = (Reply) CompletableFuture.anyOf(second, third).get(10, TimeUnit.SECONDS);

            assertThat(away.problem()).isEqualTo("503 busy");
            assertThat(away.headers()).containsEntry("retry-after", "5");
            assertThat(RawClient.exchange(small.address(), Call.of("GET", "/healthz"))
                            .status())
                    .isEqualTo(200);
            gate.open();
            assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(202);
            assertThat(List.of(second.get().status(), third.get().status())).containsExactlyInAnyOrder(202, 503);
        }
    }

    @Test
    void wholeRequest_isNoTimeoutHoweverLongItWaits() throws Exception {
        try (Gate gate = new Gate();
                HttpServer small = start(limits(Duration.ofSeconds(5), 1, 1, 1_000_000))) {
            CompletableFuture<Reply> first = post(small);
            gate.awaitGuest();
            CompletableFuture<Reply> second = post(small);
            try (RawClient clock = new RawClient(small.address())) {
                clock.send(AUTHORISED + "Content-Length: 1000\r\n\r\n");
                CompletableFuture<Reply> timeout = CompletableFuture.supplyAsync(() -> read(clock));
                while (!timeout.isDone()) {
                    clock.sendIfItCan(new byte[] {' '});
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                assertThat(timeout.get().problem()).isEqualTo("408 too_slow");
            }
            gate.open();

            assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(202);
            assertThat(second.get(10, TimeUnit.SECONDS).status()).isEqualTo(202);
        }
    }

    @Test
    void bodies_haveOneBoundTogether() throws IOException {
        Call call = Call.post(Doors.ANY, EVENT);
        try (HttpServer small = start(limits(Duration.ofSeconds(5), 4, 4, 1_000))) {
            try (RawClient large = new RawClient(small.address())) {
                large.send(AUTHORISED + "Content-Length: 900\r\nExpect: 100-continue\r\n\r\n");
                // The server wants the body, so it has made room for it.
                assertThat(large.reply().status()).isEqualTo(100);
                assertThat(RawClient.exchange(small.address(), call).problem()).isEqualTo("503 busy");
            }
            assertThat(RawClient.exchange(small.address(), call.zipped().with("Content-Encoding", "gzip"))
                            .problem())
                    .as("a packed body may become larger than there is room for")
                    .isEqualTo("503 busy");
            // Once the server has seen that the first has gone.
            while (RawClient.exchange(small.address(), call).status() != 202) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void close_givesUpOnWhatDoesNotEndAndDoesNotThrow() throws Exception {
        try (Gate gate = new Gate()) {
            HttpServer hasty = start(limits(Duration.ofMillis(100), 1, 1, 1_000_000));
            CompletableFuture<Reply> reply = post(hasty);
            gate.awaitGuest();

            hasty.close();

            assertThat(reply).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void bodyThatEndsEarly_givesNothing() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(AUTHORISED + "Content-Length: " + (EVENT.length() + 1) + "\r\n\r\n" + EVENT);
            client.endOutput();
            assertThatThrownBy(() -> assertThat(client.reply().status()).isEqualTo(202));
        }
        assertThat(topic.taken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET http://elsewhere/x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a/../healthz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void requestThatIsNoGoodHttp_isAProblemAndNever5xx(String request) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(request);
            Reply reply = client.reply();
            assertThat(reply.status()).isBetween(400, 499);
            assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
        }
    }

    @Test
    void headersThatAreTooLong_areAProblem() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(client.reply().problem()).isEqualTo("431 headers_too_large");
        }
    }

    @Test
    void fault_thatTheServerMeetsKeepsItsStatus() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.reply().problem()).isEqualTo("414 uri_too_long");
        }
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n");
            assertThat(client.reply().problem()).isEqualTo("417 expectation_failed");
        }
    }

    @Test
    void silentConnection_isClosed() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void slowClients_doNotStopTheOthers() throws IOException {
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                slow.add(new RawClient(server.address()));
                slow.get(i).send(AUTHORISED + "Content-Length: 100\r\n\r\n{");
            }
            assertThat(RawClient.exchange(server.address(), Call.post(Doors.ANY, EVENT))
                            .status())
                    .isEqualTo(202);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void close_letsEndWhatHasBegun() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        topic.answer(event -> {
            sending.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Delivery.Delivered();
        });
        CompletableFuture<Reply> reply =
                CompletableFuture.supplyAsync(() -> RawClient.exchange(server.address(), Call.post(Doors.ANY, EVENT)));
        sending.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        go.countDown();

        assertThat(reply.get(10, TimeUnit.SECONDS).status()).isEqualTo(202);
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void portInUse_isAClearError() {
        assertThatThrownBy(() -> HttpServer.start(
                        Doors.to(topic), "127.0.0.1", server.address().getPort()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(
                        "cannot listen on 127.0.0.1:" + server.address().getPort());
    }

    private static ServerLimits limits(Duration stop, int answers, int waiting, long bytes) {
        return new ServerLimits(Duration.ofMillis(600), Duration.ofMillis(1_200), stop, 20, answers, waiting, bytes);
    }

    private HttpServer start(ServerLimits limits) {
        return HttpServer.start(Doors.to(topic), List.of(), "127.0.0.1", 0, limits);
    }

    private static CompletableFuture<Reply> post(HttpServer to) {
        return CompletableFuture.supplyAsync(
                () -> RawClient.exchange(to.address(), Call.post(Doors.ANY, EVENT)), task -> {
                    Thread thread = new Thread(task, "test-client");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** Holds what the topic gets until it is opened. */
    private final class Gate implements AutoCloseable {
        private final CountDownLatch guest = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        Gate() {
            topic.answer(event -> {
                guest.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new Delivery.Delivered();
            });
        }

        void awaitGuest() throws InterruptedException {
            assertThat(guest.await(10, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            opened.countDown();
        }

        @Override
        public void close() {
            open();
        }
    }

    private static void awaitEnd(RawClient client) {
        try {
            client.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply read(RawClient client) {
        try {
            return client.reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
