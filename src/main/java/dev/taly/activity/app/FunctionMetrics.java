package dev.taly.activity.app;

import dev.taly.activity.watch.metrics.EmbeddedMetrics;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * The figures of a Lambda function: lines on standard output, which Lambda hands to its log, and CloudWatch makes metrics of.
 * Only there: elsewhere standard output is for results. Logs go to standard error, so that a line stays whole.
 */
public final class FunctionMetrics {
    /** {@code METRICS_STACK}: the stack's name, by which its metrics are told from another's; nothing for no metrics. */
    public static final String STACK = "METRICS_STACK";

    /** Lambda's own. */
    static final String IN_LAMBDA = "AWS_LAMBDA_FUNCTION_NAME";

    private FunctionMetrics() {}

    /** Where the figures of the process with that environment go. */
    static MetricSink of(Map<String, String> environment, PrintStream out, Clock clock) {
        String stack = environment.getOrDefault(STACK, "");
        if (stack.isEmpty() || environment.getOrDefault(IN_LAMBDA, "").isEmpty()) {
            return MetricSink.none();
        }
        return new EmbeddedMetrics(out::println, stack, clock);
    }

    /** Of this process. */
    static MetricSink ofProcess() {
        return of(System.getenv(), System.out, Clock.systemUTC());
    }
}
