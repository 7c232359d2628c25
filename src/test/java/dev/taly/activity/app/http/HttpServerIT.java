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
    private static final ServerLimits HASTY =
            new ServerLimits(Duration.ofMillis(600), Duration.ofMillis(1_200), Duration.ofSeconds(5), 20);

    private final StubTopic topic = new StubTopic();
    private final HttpServer server = HttpServer.start(Doors.to(topic), "127.0.0.1", 0, HASTY);

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
                .doesNotContainKeys("server", "date", "x-powered-by");
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
