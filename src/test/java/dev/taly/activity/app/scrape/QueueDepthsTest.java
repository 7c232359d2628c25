package dev.taly.activity.app.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import dev.taly.activity.watch.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueueDepthsTest {
    private final List<String> asked = new ArrayList<>();
    private long nanos;
    private boolean down;
    private final QueueDepths depths = new QueueDepths(this::depth, "queue", "dlq", () -> nanos);

    @Test
    void depths_areWhatTheQueuesSay() {
        assertThat(depths.read().samples())
                .containsExactly(
                        new Sample(Metric.QUEUE_VISIBLE, "", List.of(5.0)),
                        new Sample(Metric.QUEUE_IN_FLIGHT, "", List.of(2.0)),
                        new Sample(Metric.DEAD_LETTERS, "", List.of(7.0)));
    }

    @Test
    void queues_areAskedEveryFiveSecondsAtMost() {
        depths.read();
        nanos += Duration.ofMillis(4_999).toNanos();
        depths.read();
        assertThat(asked).containsExactly("queue", "dlq");

        nanos += Duration.ofMillis(1).toNanos();
        depths.read();
        assertThat(asked).hasSize(4);
    }

    /** A number that was true once would look as if all were well. */
    @Test
    void queueThatDoesNotAnswer_hasNoNumber() {
        depths.read();
        down = true;
        nanos += Duration.ofSeconds(5).toNanos();

        assertThat(depths.read().samples())
                .allSatisfy(sample -> assertThat(sample.values()).containsExactly(Double.NaN));
    }

    private QueueDepth depth(String url) {
        asked.add(url);
        if (down) {
            throw new IllegalStateException("the queue is down");
        }
        return new QueueDepth(5, 2);
    }
}
