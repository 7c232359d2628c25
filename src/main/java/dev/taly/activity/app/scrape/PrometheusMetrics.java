package dev.taly.activity.app.scrape;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.watch.metrics.Label;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A process's figures, and their text in Prometheus's or OpenMetrics' form. A series is there from the start, at zero, so that a
 * rate sees the first event. Safe for any number of threads.
 */
public final class PrometheusMetrics implements MetricSink {
    /** Up to the half hour at which the alarm of the queue's age rings, and beyond; events may be late by days. */
    private static final double[] SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Gauge> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);
    private final List<Reading> readings = new CopyOnWriteArrayList<>();

    /** Keeps those metrics, and no others. */
    public PrometheusMetrics(Set<Metric> kept) {
        kept.forEach(this::register);
    }

    /** From now on it is asked at each scrape, before that is written; it may be slow. */
    public PrometheusMetrics ask(Reading reading) {
        readings.add(reading);
        return this;
    }

    /** Figures that are read when somebody asks. Safe for any number of threads. */
    @FunctionalInterface
    public interface Reading {
        /** As they are now; not a number what can't be had. Never throws. */
        Measurements read();
    }

    /**
     * A scrape's answer.
     *
     * @param contentType with version and charset
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes go to one answer
    public record Text(String contentType, byte[] body) {}

    private void register(Metric metric) {
        String[] labels =
                metric.label().map(label -> new String[] {label.label()}).orElseGet(() -> new String[0]);
        switch (metric.kind()) {
            case COUNTER -> {
                Counter counter = Counter.builder()
                        .name(metric.prometheus())
                        .help(metric.help())
                        .labelNames(labels)
                        .register(registry);
                metric.label().map(Label::known).orElse(Set.of()).forEach(counter::initLabelValues);
                counters.put(metric, counter);
            }
            case GAUGE ->
                gauges.put(
                        metric,
                        Gauge.builder()
                                .name(metric.prometheus())
                                .help(metric.help())
                                .labelNames(labels)
                                .withoutExemplars()
                                .register(registry));
            case HISTOGRAM ->
                histograms.put(
                        metric,
                        Histogram.builder()
                                .name(metric.prometheus())
                                .help(metric.help())
                                .labelNames(labels)
                                .classicOnly()
                                .classicUpperBounds(SECONDS)
                                .withoutExemplars()
                                .register(registry));
        }
    }

    @Override
    public void take(Measurements measurements) {
        measurements.samples().forEach(this::take);
    }

    private void take(Sample sample) {
        String[] labels = sample.label().isEmpty() ? new String[0] : new String[] {sample.label()};
        Counter counter = counters.get(sample.metric());
        Gauge gauge = gauges.get(sample.metric());
        Histogram histogram = histograms.get(sample.metric());
        for (double value : sample.values()) {
            if (counter != null) {
                counter.labelValues(labels).inc(value);
            } else if (gauge != null) {
                gauge.labelValues(labels).set(value);
            } else if (histogram != null) {
                histogram.labelValues(labels).observe(value);
            }
        }
    }

    /**
     * The text of a scrape.
     *
     * @param accept the request's header, which may ask for OpenMetrics; empty for none
     */
    public Text text(String accept) {
        requireNonNull(accept, "accept is null");
        readings.forEach(reading -> take(reading.read()));
        ExpositionFormatWriter writer = accept.contains("application/openmetrics-text")
                ? OpenMetricsTextFormatWriter.create()
                : PrometheusTextFormatWriter.create();
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Text(writer.getContentType(), out.toByteArray());
    }
}
