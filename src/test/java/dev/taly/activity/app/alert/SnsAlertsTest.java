package dev.taly.activity.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.event.Level;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.KeyField;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An alert as people and machines get it. */
final class SnsAlertsTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");

    @Test
    void people_getAText() throws IOException {
        JsonNode message = message(alert("Failed logins of one actor", "jane \"x\"\n"));

        assertThat(message.path("default").asText())
                .isEqualTo(
                        "Failed logins of one actor: actor jane \"x\" , tenant acme, 5 events from 2024-03-28T12:00:00Z"
                                + " to 2024-03-28T12:01:00Z, so it is.");
        assertThat(message.path("email").asText()).isEqualTo("""
                Failed logins of one actor

                severity  warn
                tenant    acme
                actor     jane "x"\s
                first     2024-03-28T12:00:00Z
                last      2024-03-28T12:01:00Z
                count     5
                details   so it is
                events    e1 e2
                rule      failed-logins
                alert     0123

                The alert is an event, too: activity query --tenant acme --action alert_raised
                """);
    }

    @Test
    void machines_getJson() throws IOException {
        JsonNode message = message(alert("Failed logins of one actor", "jane"));

        for (String protocol : List.of("sqs", "lambda", "http", "https", "firehose", "email-json")) {
            JsonNode facts = new JsonMapper().readTree(message.path(protocol).asText());
            assertThat(facts.path("alert").asText()).isEqualTo("0123");
            assertThat(facts.path("rule").asText()).isEqualTo("failed-logins");
            assertThat(facts.path("severity").asText()).isEqualTo("warn");
            assertThat(facts.path("count").asInt()).isEqualTo(5);
            assertThat(facts.path("events")).hasSize(2);
            assertThat(facts.path("text").asText()).startsWith("Failed logins of one actor: actor jane");
        }
    }

    @Test
    void aSubject_isShortAsciiOnOneLine() {
        assertThat(SnsAlerts.subject(alert("Falsche Schlüssel\nzweimal", "jane")))
                .isEqualTo("[warn] Falsche Schl?ssel?zweimal (acme)");
        assertThat(SnsAlerts.subject(alert("x".repeat(200), "jane")))
                .hasSize(99)
                .endsWith("...");
    }

    private static JsonNode message(Alert alert) throws IOException {
        return new JsonMapper().readTree(SnsAlerts.message(alert));
    }

    private static Alert alert(String title, String actor) {
        return new Alert(
                "0123",
                "failed-logins",
                title,
                Level.WARN,
                "acme",
                KeyField.ACTOR,
                actor,
                NOON.plusSeconds(60),
                NOON,
                5,
                List.of("e1", "e2"),
                "so it is");
    }
}
