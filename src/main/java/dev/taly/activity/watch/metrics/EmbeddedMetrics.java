package dev.taly.activity.watch.metrics;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.JsonText;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes figures in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: one line of JSON for a piece of work, and one more for each value of a label. Values of a label count for
 * the metric without it, too. Safe for any number of threads, as its output is.
 *
 * <p>A writer of our own, because AWS's library brings an object mapper, threads and a search for an agent to each cold
 * start, for what is a page of code.
 */
public final class EmbeddedMetrics implements MetricSink {
    /** The most values of a metric in one line. */
    static final int MAX_VALUES = 100;

    private final Consumer<String> lines;
    private final String stack;
    private final Clock clock;

    /**
     * A writer.
     *
     * @param lines takes a whole line without its end, and keeps it whole
     * @param stack the stack's name
     */
    public EmbeddedMetrics(Consumer<String> lines, String stack, Clock clock) {
        this.lines = requireNonNull(lines, "lines is null");
        this.stack = requireNonNull(stack, "stack is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** One line's metrics are one label's. */
    private record Line(String dimension, String value) {
        static final Line PLAIN = new Line("", "");

        static Line of(Sample sample) {
            return sample.metric()
                    .label()
                    .map(label -> new Line(label.dimension(), sample.label()))
                    .orElse(PLAIN);
        }
    }

    @Override
    public void take(Measurements measurements) {
        Map<Line, Map<Metric, List<Double>>> byLine = new LinkedHashMap<>();
        for (Sample sample : measurements.samples()) {
            if (sample.metric().cloudWatch().isPresent()) {
                byLine.computeIfAbsent(Line.of(sample), any -> new TreeMap<>())
                        .computeIfAbsent(sample.metric(), any -> new ArrayList<>())
                        .addAll(sample.values());
            }
        }
        long now = clock.millis();
        byLine.forEach((line, metrics) -> lines.accept(json(line, metrics, now)));
    }

    private String json(Line line, Map<Metric, List<Double>> metrics, long now) {
        boolean plain = line.equals(Line.PLAIN);
        JsonText out = new JsonText(1024).begin('{').name("_aws").begin('{');
        out.name("Timestamp").json(Long.toString(now)).name("CloudWatchMetrics").begin('[');
        out.begin('{').name("Namespace").string(Metric.NAMESPACE);
        out.name("Dimensions").begin('[').begin('[').string(Metric.STACK).end(']');
        if (!plain) {
            out.begin('[').string(Metric.STACK).string(line.dimension()).end(']');
        }
        out.end(']').name("Metrics").begin('[');
        metrics.keySet()
                .forEach(metric -> out.begin('{')
                        .member("Name", name(metric))
                        .member("Unit", metric.unit().cloudWatch())
                        .end('}'));
        out.end(']').end('}').end(']').end('}').member(Metric.STACK, stack);
        if (!plain) {
            out.member(line.dimension(), line.value());
        }
        metrics.forEach((metric, values) -> write(out.name(name(metric)), metric, values));
        return out.end('}').toString();
    }

    private static String name(Metric metric) {
        return metric.cloudWatch().orElseThrow();
    }

    private static void write(JsonText out, Metric metric, List<Double> values) {
        if (metric.kind() != Metric.Kind.HISTOGRAM) {
            out.json(number(
                    metric.kind() == Metric.Kind.GAUGE
                            ? values.get(values.size() - 1)
                            : values.stream().mapToDouble(Double::doubleValue).sum()));
            return;
        }
        out.begin('[');
        chosen(values).forEach(value -> out.json(number(value)));
        out.end(']');
    }

    /**
     * All values, or where a line has no room for them a hundred of them, evenly spaced by rank, with the smallest and the largest:
     * percentiles stay what they are, the count does not.
     */
    static List<Double> chosen(List<Double> values) {
        if (values.size() <= MAX_VALUES) {
            return values;
        }
        List<Double> sorted = values.stream().sorted().toList();
        List<Double> some = new ArrayList<>(MAX_VALUES);
        for (long i = 0; i < MAX_VALUES; i++) {
            some.add(sorted.get((int) (i * (sorted.size() - 1) / (MAX_VALUES - 1))));
        }
        return some;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
