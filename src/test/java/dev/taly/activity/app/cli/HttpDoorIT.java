package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.StoredTree;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.ActivityPublisher;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP door of {@code activity local}, from a POST to the line in S3. */
final class HttpDoorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** As the first document of the project has it. */
    private static final String PAYLOAD = """
            {
              "actorId": "user-uuid",
              "action": "appointment_cancelled",
              "resource": "appointment",
              "resourceId": "appointment-uuid",
              "timestamp": "2024-03-28T12:45:30Z",
              "metadata": {
                "reason": "Client no-show",
                "role": "STAFF"
              }
            }
            """;

    @TempDir
    private Path data;

    @Test
    void whatIsPosted_isStoredUnderTheTokensTenant() throws Exception {
        try (LocalStackProcess stack = LocalStackProcess.start(data)) {
            URI url = stack.endpoints().httpEndpoint().orElseThrow().resolve("/log-activity");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(url)
                                    .header("Authorization", "Bearer activity-local")
                                    .header("Content-Type", "application/json")
                                    .header("X-Client-IP", "203.0.113.7")
                                    .POST(BodyPublishers.ofString(PAYLOAD))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
            publishWithATokenThatGetsWell(url);
            stack.interrupt();
        }
        StoredTree tree = StoredTree.at(data);
        assertThat(tree.ids()).hasSize(251);
        JsonNode line = tree.lines().stream()
                .filter(stored -> stored.path("action").asText().equals("appointment_cancelled"))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("tenantId").textValue()).isEqualTo("acme");
        assertThat(line.path("ipAddress").textValue()).isEqualTo("203.0.113.0");
        assertThat(line.at("/enrichment/geo/city").textValue()).isEqualTo("Berlin");
        assertThat(line.at("/enrichment/client/provider").textValue()).isEqualTo("uap-java");
        assertThat(line.at("/enrichment/role/roleVerified").booleanValue()).isTrue();
        assertThat(line.at("/enrichment/privacy/policy").isTextual()).isTrue();
        assertThat(line.path("metadata").toString()).isEqualTo("{\"reason\":\"Client no-show\",\"role\":\"STAFF\"}");
    }

    /** A wrong token costs time and no event. */
    private static void publishWithATokenThatGetsWell(URI url) {
        AtomicReference<String> token = new AtomicReference<>("wrong");
        try (ActivityPublisher publisher = ActivityPublisher.toHttp(url, token::get)
                .retryAfter(Duration.ofMillis(10), Duration.ofMillis(20))
                .build()) {
            for (int i = 0; i < 250; i++) {
                publisher.publish(ActivityEvent.builder()
                        .tenantId("tenant-" + i % 3)
                        .actorId("u")
                        .action("user_login")
                        .resource("session"));
            }
            assertThat(publisher.flush(Duration.ofMillis(300))).isEqualTo(250);
            token.set("activity-local-any");

            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(250);
            assertThat(publisher.stats().droppedInAll()).isZero();
        }
    }

    @Test
    void busyPort_isAClearError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            CapturedConsole console = new CapturedConsole();
            String port = Integer.toString(taken.getLocalPort());
            assertThat(console.run("local", "--port", "0", "--http-port", port, "--data", data.toString()))
                    .isEqualTo(2);
            assertThat(console.err()).contains("cannot listen on 127.0.0.1:" + port, "--no-http");
            assertThat(data.resolve("local.json")).doesNotExist();
        }
    }

    @Test
    void serve_saysWhatItLacks() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("serve", "--data", data.toString())).isEqualTo(2);
        assertThat(console.err()).contains("no local stack is running");
        assertThat(console.run("serve", "--topic-arn", "x", "--tokens", "none.json"))
                .isEqualTo(2);
        assertThat(console.err()).contains("TOPIC_ARN must be the ARN of a standard SNS topic");
        assertThat(console.run(
                        "serve",
                        "--topic-arn",
                        "arn:aws:sns:us-east-1:000000000000:t",
                        "--tokens",
                        data.resolve("none.json").toString()))
                .isEqualTo(2);
        assertThat(console.err()).contains("none.json is not there");
    }
}
