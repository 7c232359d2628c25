package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.http.dashboard.QueueFigures;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueueGaugeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = NOON;
    private final Map<String, QueueDepth> depths =
            new HashMap<>(Map.of("queue", new QueueDepth(0, 0), "dlq", new QueueDepth(2, 1)));
    private final QueueGauge gauge = new QueueGauge(
            url -> {
                QueueDepth depth = depths.get(url);
                if (depth == null) {
                    throw new IllegalStateException("unreachable");
                }
                return depth;
            },
            "queue",
            "dlq",
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    @AfterEach
    void stop() {
        gauge.close();
    }

    @Test
    void queue_fallsBehindSinceMoreWaitThanAreInWork() {
        look(0, 0, 0);
        look(10, 3, 40);
        assertThat(gauge.figures()).hasValue(new QueueFigures(NOON.plusSeconds(10), 3, 40, null, 3));
        look(20, 41, 40);
        look(30, 500, 40);
        assertThat(gauge.figures()).hasValue(new QueueFigures(NOON.plusSeconds(30), 500, 40, NOON.plusSeconds(20), 3));

        look(40, 40, 40);
        look(50, 1, 0);
        assertThat(gauge.figures()).map(QueueFigures::behindSince).hasValue(NOON.plusSeconds(50));
    }

    @Test
    void queuesThatNobodyCouldLookAt_areNotShownAsTheyWere() {
        assertThat(gauge.figures()).isEmpty();
        look(0, 5, 0);
        depths.clear();
        now = NOON.plusSeconds(59);
        gauge.look();
        assertThat(gauge.figures()).map(QueueFigures::at).hasValue(NOON);

        now = NOON.plusSeconds(60);
        assertThat(gauge.figures()).isEqualTo(Optional.empty());
    }

    private void look(long second, long waiting, long held) {
        now = NOON.plusSeconds(second);
        depths.put("queue", new QueueDepth(waiting, held));
        gauge.look();
    }
}
