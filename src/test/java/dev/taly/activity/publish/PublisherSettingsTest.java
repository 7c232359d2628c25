package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PublisherSettingsTest {
    private static final Duration NEGATIVE = Duration.ofNanos(-1);

    @Test
    void settings_sayWhichOneIsOutOfItsRange() {
        assertRefused("bufferEvents must be at least 1", b -> b.bufferEvents(0));
        assertRefused("bufferBytes must be at least 262144", b -> b.bufferBytes(262_143));
        assertRefused("senders must be 1 to 64", b -> b.senders(0));
        assertRefused("senders must be 1 to 64", b -> b.senders(65));
        assertRefused("linger must not be negative", b -> b.linger(NEGATIVE));
        assertRefused("deliveryTimeout must not be negative", b -> b.deliveryTimeout(NEGATIVE));
        assertRefused(
                "firstRetry must be at least 1 ms",
                b -> b.retryAfter(Duration.ofNanos(999_999), Duration.ofSeconds(1)));
        assertRefused(
                "longestRetry must not be shorter than firstRetry",
                b -> b.retryAfter(Duration.ofMillis(2), Duration.ofMillis(1)));
        assertRefused(
                "longestRetry must be at most 1 hour", b -> b.retryAfter(Duration.ofMillis(2), Duration.ofDays(1)));
        assertRefused("closeTimeout must not be negative", b -> b.closeTimeout(NEGATIVE));
        assertRefused("producer must be 1 to 128 characters of A-Z a-z 0-9 _ . : -", b -> b.producer("a b"));
        assertRefused("producer must be 1 to 128 characters of A-Z a-z 0-9 _ . : -", b -> b.producer(""));
        assertRefused("service must be 1 to 64 characters of A-Z a-z 0-9 _ . -", b -> b.service("a:b"));
        assertRefused("service must be 1 to 64 characters of A-Z a-z 0-9 _ . -", b -> b.service(""));
    }

    @Test
    void settings_takeTheLimitsThemselves() {
        build(b -> b.bufferEvents(1)
                        .bufferBytes(262_144)
                        .senders(64)
                        .linger(Duration.ZERO)
                        .deliveryTimeout(Duration.ZERO)
                        .retryAfter(Duration.ofMillis(1), Duration.ofMillis(1))
                        .closeTimeout(Duration.ZERO)
                        .producer("a".repeat(128)))
                .close();
    }

    @Test
    void backoff_growsWithJitterAndIsBounded() {
        for (int round = 0; round < 100; round++) {
            assertThat(PublisherSettings.DEFAULTS.backoff().apply(1)).isBetween(50L, 150L);
            assertThat(PublisherSettings.DEFAULTS.backoff().apply(3)).isBetween(200L, 600L);
            assertThat(PublisherSettings.DEFAULTS.backoff().apply(40)).isBetween(2_500L, 5_000L);
        }
    }

    private static void assertRefused(String message, UnaryOperator<PublisherBuilder> setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> build(setting)).withMessage(message);
    }

    private static ActivityPublisher build(UnaryOperator<PublisherBuilder> setting) {
        return setting.apply(ActivityPublisher.to(new FakeTransport()).closeOnExit(false))
                .build();
    }
}
