package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboundEventTest {
    @Test
    void bytes_countWhatSnsCounts() {
        OutboundEvent event = OutboundEvent.of(
                Events.login()
                        .id("a")
                        .actorId("Ärztin 😀")
                        .outcome(Outcome.SUCCESS)
                        .timestamp(Instant.EPOCH)
                        .build(),
                Level.WARN);

        int attributes = event.attributes().entrySet().stream()
                .mapToInt(entry -> (entry.getKey() + "String" + entry.getValue()).length())
                .sum();
        assertThat(event.jsonBytes()).isEqualTo(event.json().getBytes(StandardCharsets.UTF_8).length);
        assertThat(event.bytes()).isEqualTo(event.jsonBytes() + attributes);
        assertThat(event.attributes()).containsOnlyKeys("tenantId", "action", "level", "outcome");
    }

    @Test
    void json_escapesTheCharactersThatSqsWouldNotTake() {
        ActivityEvent event = Events.login("a")
                .actorId("\uFFFE and \uFFFF")
                .timestamp(Instant.EPOCH)
                .build();

        OutboundEvent outbound = OutboundEvent.of(event, Level.INFO);
        assertThat(outbound.json()).contains("\\uFFFE and \\uFFFF").doesNotContain("\uFFFE", "\uFFFF");
        assertThat(outbound.jsonBytes()).isEqualTo(outbound.json().length());
        assertThat(new EventCodec(EventRules.standard()).decode(outbound.json(), Instant.EPOCH))
                .isEqualTo(new Decoded.Accepted(event));
    }
}
