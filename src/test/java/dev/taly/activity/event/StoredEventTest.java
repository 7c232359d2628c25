package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredEventTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00.120Z");

    @Test
    void construction_needsAnIdAndALevel() {
        ActivityEvent.Builder event = ActivityEventTest.minimal();

        assertThatNullPointerException()
                .isThrownBy(() -> new StoredEvent(event.level(Level.INFO).build(), RECEIVED, null))
                .withMessageContaining("id");
        assertThatNullPointerException()
                .isThrownBy(() -> new StoredEvent(event.id("e-1").level(null).build(), RECEIVED, null))
                .withMessageContaining("level");
    }

    @Test
    void encode_putsTheServicesPartBesideTheEvent() {
        ActivityEvent event =
                ActivityEventTest.minimal().id("e-1").level(Level.INFO).build();
        String sent = EventCodec.encode(event);
        String open = sent.substring(0, sent.length() - 1);

        assertThat(EventCodec.encode(new StoredEvent(event, RECEIVED, null)))
                .isEqualTo(open + ",\"receivedAt\":\"2026-03-01T12:00:00.120Z\"}");
        assertThat(EventCodec.encode(
                        new StoredEvent(event, RECEIVED, JsonObject.parse("{\"geo\":{\"country\":\"GB\"}}"))))
                .isEqualTo(
                        open
                                + ",\"receivedAt\":\"2026-03-01T12:00:00.120Z\",\"enrichment\":{\"geo\":{\"country\":\"GB\"}}}");
    }
}
