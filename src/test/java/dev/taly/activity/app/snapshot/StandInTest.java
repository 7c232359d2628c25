package dev.taly.activity.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

final class StandInTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void connections_areClosedWithTheAnswerAndTheDoorAtTheEnd() throws Exception {
        URI endpoint;
        try (StandIn standIn = StandIn.open("{\"k\":\"v\"}")) {
            endpoint = standIn.endpoint();
            HttpResponse<String> stored = send(HttpRequest.newBuilder(endpoint.resolve("/bucket/key"))
                    .PUT(HttpRequest.BodyPublishers.ofString("line"))
                    .build());
            assertThat(stored.statusCode()).isEqualTo(200);
            assertThat(stored.headers().firstValue("Connection")).hasValue("close");
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void secrets_areTheGivenText() throws Exception {
        try (StandIn standIn = StandIn.open("{\"k\":\"v\"}")) {
            assertThat(send(HttpRequest.newBuilder(standIn.endpoint())
                                    .header("X-Amz-Target", "secretsmanager.GetSecretValue")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build())
                            .body())
                    .isEqualTo("{\"SecretString\":\"{\\\"k\\\":\\\"v\\\"}\"}");
        }
    }

    @Test
    void encryption_isRehearsedWithoutAnybody() {
        assertThatCode(Encryption::rehearse).doesNotThrowAnyException();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }
}
