package dev.taly.activity.watch.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The values of one piece of work, such as a batch or a request.
 *
 * @param samples in the order in which they were added; a metric may be there several times
 */
public record Measurements(List<Sample> samples) {
    public Measurements {
        samples = List.copyOf(samples);
    }

    /**
     * Values of one metric.
     *
     * @param label what its {@link Metric#label} is; empty for a metric without one
     * @param values one for a counter or a gauge
     */
    public record Sample(Metric metric, String label, List<Double> values) {
        public Sample {
            requireNonNull(metric, "metric is null");
            if (metric.label().isPresent() == label.isEmpty()) {
                throw new IllegalArgumentException(metric + " has " + (label.isEmpty() ? "a" : "no") + " label");
            }
            values = List.copyOf(values);
        }
    }

    /** Nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects values. Not for sharing between threads. */
    public static final class Builder {
        private final List<Sample> samples = new ArrayList<>();

        private Builder() {}

        /** A value of a metric without a label. */
        public Builder add(Metric metric, double value) {
            samples.add(new Sample(metric, "", List.of(value)));
            return this;
        }

        /** A count of a metric without a label. */
        public Builder add(Metric metric, long count) {
            return add(metric, (double) count);
        }

        /** A time, in the metric's seconds. */
        public Builder add(Metric metric, Duration time) {
            return add(metric, seconds(time));
        }

        /** Counts by label; one that the metric's label does not know counts as {@link Label#OTHER}. */
        public Builder add(Metric metric, Map<String, Long> counts) {
            Label label = metric.label().orElseThrow();
            counts.forEach((value, count) ->
                    samples.add(new Sample(metric, label.bounded(value), List.of(count.doubleValue()))));
            return this;
        }

        /** Many times, one negative counting as zero; nothing where there are none. */
        public Builder addAll(Metric metric, List<Duration> times) {
            if (!times.isEmpty()) {
                samples.add(new Sample(
                        metric, "", times.stream().map(Builder::seconds).toList()));
            }
            return this;
        }

        public Measurements build() {
            return new Measurements(samples);
        }

        private static double seconds(Duration time) {
            return time.isNegative() ? 0 : time.toMillis() / 1e3;
        }
    }
}
