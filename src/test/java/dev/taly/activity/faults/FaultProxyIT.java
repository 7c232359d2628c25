package dev.taly.activity.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy itself, between the JDK's client and the JDK's server, which counts what is done and echoes it. */
@Timeout(60)
final class FaultProxyIT {
    private static final String TEXT = "Grüße, ".repeat(20_000);

    private final AtomicInteger done = new AtomicInteger();
    private final HttpServer server = echo();
    private final FaultProxy proxy = FaultProxy.start(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FaultProxyIT() throws IOException {}

    @AfterEach
    void close() {
        proxy.close();
        server.stop(0);
    }

    @Test
    void request_goesThroughWithEitherFramingOverOneConnection() throws Exception {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            assertThat(send(BodyPublishers.ofByteArray(bytes)).body()).isEqualTo(TEXT);
            assertThat(send(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                            .body())
                    .isEqualTo(TEXT);
            assertThat(send(BodyPublishers.noBody()).body()).isEmpty();
        }
        assertThat(done).hasValue(9);
        assertThat(proxy.plan().injected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ERROR_500,500", "SLOW_DOWN_503,503", "DENIED_403,403"})
    void refusal_isAnsweredAndNotDone(Fault fault, int status) throws Exception {
        proxy.plan().add(FaultRule.of(fault).most(1));

        assertThat(send(BodyPublishers.ofString("a")).statusCode()).isEqualTo(status);
        assertThat(done).hasValue(0);
        assertThat(send(BodyPublishers.ofString("a")).statusCode()).isEqualTo(200);
        assertThat(proxy.plan().injected(fault)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"UNREACHED,0", "UNANSWERED,1", "RESET_BEFORE,0", "RESET_AFTER,1", "CUT,1"})
    void brokenConnection_isNoAnswerAndDoneOrNot(Fault fault, int timesDone) throws Exception {
        proxy.plan().add(FaultRule.of(fault).most(1));

        // A PUT, because the client tries a GET again by itself.
        assertThatThrownBy(() -> send(BodyPublishers.ofString("abc"))).isInstanceOf(IOException.class);
        assertThat(done).hasValue(timesDone);
        assertThat(send(BodyPublishers.ofString("a")).statusCode()).isEqualTo(200);
    }

    @Test
    void share_takesTheSameRequestsForTheSameSeed() throws Exception {
        proxy.plan().add(FaultRule.of(Fault.ERROR_500).share(0.5));
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            first.append(send(BodyPublishers.noBody()).statusCode()).append(' ');
        }
        FaultPlan again = new FaultPlan(1).add(FaultRule.of(Fault.ERROR_500).share(0.5));
        AwsRequest request = new AwsRequest("", "", "", "", "");
        for (int i = 0; i < 50; i++) {
            second.append(again.next(request).isPresent() ? 500 : 200).append(' ');
        }
        assertThat(first.toString()).isEqualTo(second.toString());
        assertThat(proxy.plan().injected(Fault.ERROR_500)).isBetween(10, 40);
    }

    private HttpResponse<String> send(HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(proxy.endpoint().resolve("/bucket/key"))
                .PUT(body)
                .timeout(Duration.ofMillis(1_500))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpServer echo() throws IOException {
        HttpServer echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            done.incrementAndGet();
            // 0 is this server's word for chunks.
            exchange.sendResponseHeaders(200, body.length % 2 == 0 ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        echo.start();
        return echo;
    }
}
