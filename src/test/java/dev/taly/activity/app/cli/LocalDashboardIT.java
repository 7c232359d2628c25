package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.local.LocalAws;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The dashboard of {@code activity local}, from a POST to the stream, the figures and the search. */
final class LocalDashboardIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void whatIsPosted_isShownAsTheArchiveHasIt() throws Exception {
        try (LocalStackProcess stack = LocalStackProcess.start(data)) {
            URI http = stack.endpoints().httpEndpoint().orElseThrow();
            assertThat(post(http.resolve("/sign-in"), "application/x-www-form-urlencoded", "token=activity-local")
                            .headers()
                            .firstValue("location"))
                    .as("a token that publishes")
                    .hasValue("/?sign-in=refused");
            assertThat(post(http.resolve("/sign-in"), "application/x-www-form-urlencoded", "token=activity-local-watch")
                            .headers()
                            .firstValue("location"))
                    .hasValue("/");
            try (Stream<String> stream = browser.send(
                            HttpRequest.newBuilder(http.resolve("/api/feed")).build(), BodyHandlers.ofLines())
                    .body()) {
                assertThat(post(
                                        http.resolve("/log-activity"),
                                        "application/json",
                                        "{\"actorId\":\"dana\",\"action\":\"user_login\",\"resource\":\"session\",\"outcome\":\"failure\","
                                                + "\"ipAddress\":\"203.0.113.7\",\"timestamp\":\""
                                                + Clock.systemUTC().instant() + "\"}")
                                .statusCode())
                        .isEqualTo(202);
                JsonNode shown = JSON.readTree(stream.filter(line -> line.startsWith("data: {\"leftOut\""))
                                .findFirst()
                                .orElseThrow()
                                .substring(6))
                        .at("/items/0/event");
                assertThat(shown.path("actorId").asText()).isEqualTo("dana");
                assertThat(shown.path("ipAddress").asText()).as("protected").isEqualTo("203.0.113.0");
                assertThat(shown.at("/enrichment/geo/city").asText()).isEqualTo("Berlin");
            }
            JsonNode now = get(http.resolve("/api/now"));
            assertThat(now.at("/failedActors/0/name").asText()).isEqualTo("dana");
            assertThat(now.at("/queues/deadLetters").asInt()).isZero();
            assertThat(found(http)).isEqualTo("dana");
            assertThat(stack.interrupt()).isEqualTo(143);
        }
    }

    @Test
    void queueOfTheDashboard_isGoneWhenItsServerStops() throws Exception {
        try (LocalStackProcess stack = LocalStackProcess.start(data);
                SqsClient sqs = AwsClients.ofEmulator(stack.endpoints().snsEndpoint(), LocalAws.REGION)
                        .sqs()) {
            long before = sqs.listQueues().queueUrls().size();
            assertThat(before)
                    .as("the flow's two: the stack's own dashboard needs none")
                    .isEqualTo(2);
            LiveDashboard second = LiveDashboard.open(
                    WatchedStack.of(stack.endpoints(), LocalFiles.in(data)), LocalDoor.tokens(null), List::of, true);
            assertThat(sqs.listQueues().queueUrls()).hasSize(3);

            second.close();

            assertThat(sqs.listQueues().queueUrls()).hasSize(2);
        }
    }

    /** It takes a moment to be stored. */
    private String found(URI http) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode events = JSON.createArrayNode();
        while (events.isEmpty() && System.nanoTime() < end) {
            events = get(http.resolve("/api/search?tenant=acme&action=user_login"))
                    .path("events");
        }
        return events.path(0).path("actorId").asText();
    }

    private HttpResponse<String> post(URI address, String type, String body) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", type)
                        .header("Authorization", "Bearer activity-local")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode get(URI address) throws Exception {
        HttpResponse<String> reply =
                browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }
}
