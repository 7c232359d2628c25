package dev.taly.activity.app.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PrometheusMetricsTest {
    private final PrometheusMetrics metrics = new PrometheusMetrics(Set.of(Metric.values()));

    @Test
    void text_hasEveryMetricUnderItsName() {
        metrics.take(Measurements.builder()
                .add(Metric.EVENTS_STORED, 12)
                .add(Metric.EVENTS_REJECTED, Map.of("missing_field", 2L))
                .add(Metric.OLDEST_IN_BATCH, Duration.ofSeconds(3))
                .addAll(Metric.QUEUE_TO_STORE, List.of(Duration.ofMillis(20), Duration.ofSeconds(4)))
                .build());

        assertThat(text("").lines())
                .contains(
                        "activity_events_stored_total 12.0",
                        "activity_events_rejected_total{code=\"missing_field\"} 2.0",
                        "activity_events_rejected_total{code=\"too_large\"} 0.0",
                        "activity_batch_oldest_seconds 3.0",
                        "activity_queue_to_store_seconds_bucket{le=\"5.0\"} 2",
                        "activity_queue_to_store_seconds_count 2");
    }

    @Test
    void counters_areThereBeforeTheFirstEvent() {
        assertThat(text("").lines()).contains("activity_events_stored_total 0.0");
    }

    @Test
    void openMetrics_isForThoseWhoAskForIt() {
        PrometheusMetrics.Text open = metrics.text("application/openmetrics-text; version=1.0.0,text/plain;q=0.5");

        assertThat(open.contentType()).startsWith("application/openmetrics-text");
        assertThat(new String(open.body(), UTF_8)).endsWith("# EOF\n");
        assertThat(metrics.text("text/plain").contentType()).startsWith("text/plain; version=0.0.4");
    }

    /** Whatever is counted, there are no more series than labels have values, and a rest. */
    @Test
    void series_areBounded() {
        IntStream.range(0, 10_000)
                .forEach(i -> metrics.take(Measurements.builder()
                        .add(Metric.EVENTS_REJECTED, Map.of("tenant-" + i, 1L))
                        .build()));

        assertThat(text("").lines().filter(line -> line.startsWith("activity_events_rejected_total")))
                .hasSize(12)
                .contains("activity_events_rejected_total{code=\"other\"} 10000.0");
        assertThat(text("").lines().filter(line -> !line.startsWith("#"))).hasSizeLessThan(250);
    }

    @Test
    void metricsThatAreNotKept_areNotThere() {
        PrometheusMetrics some = new PrometheusMetrics(Kept.JVM).ask(new JvmReading());
        some.take(Measurements.builder().add(Metric.EVENTS_STORED, 1).build());

        assertThat(new String(some.text("").body(), UTF_8))
                .contains("activity_jvm_heap_used_bytes ", "activity_jvm_threads ", "activity_jvm_uptime_seconds ")
                .doesNotContain("activity_events_stored");
    }

    @Test
    void parts_holdEveryMetricButTheQuarantines() {
        assertThat(Kept.of(List.of(Kept.CONSUMER, Kept.DOOR, Kept.ALERTS, Kept.WORKER, Kept.QUEUES, Kept.JVM)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Metric.values())
                        .filter(metric -> metric != Metric.LETTERS_ARCHIVED && metric != Metric.LETTERS_UNSEEN)
                        .toList());
    }

    private String text(String accept) {
        return new String(metrics.text(accept).body(), UTF_8);
    }
}
