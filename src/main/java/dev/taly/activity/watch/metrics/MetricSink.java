package dev.taly.activity.watch.metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where figures go. Safe for any number of threads. */
@FunctionalInterface
public interface MetricSink {
    /** Takes the figures of one piece of work. Callers go through {@link #safe}: what a sink throws is nobody's trouble. */
    void take(Measurements measurements);

    /** Nowhere. */
    static MetricSink none() {
        return measurements -> {};
    }

    /** The same, but it never throws: a figure that is lost must not cost the work that it is about. */
    default MetricSink safe() {
        Logger log = LoggerFactory.getLogger(MetricSink.class);
        return measurements -> {
            try {
                take(measurements);
            } catch (RuntimeException | Error e) {
                log.warn("figures are lost: {}", e.toString());
            }
        };
    }
}
