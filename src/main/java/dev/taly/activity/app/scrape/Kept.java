package dev.taly.activity.app.scrape;

import dev.taly.activity.watch.metrics.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which metrics belong to which part of a process. */
public final class Kept {
    /** A consumer's. */
    public static final Set<Metric> CONSUMER = range(Metric.EVENTS_STORED, Metric.BATCH_TIME);

    /** The HTTP door's. */
    public static final Set<Metric> DOOR = range(Metric.HTTP_REQUESTS, Metric.HTTP_PUBLISH_TIME);

    /** The alerts'. */
    public static final Set<Metric> ALERTS = range(Metric.ALERTS_RAISED, Metric.ALERTS_FAILED);

    /** A worker's own. */
    public static final Set<Metric> WORKER = Set.of(Metric.WORKER_FAULTS);

    /** The queues'. */
    public static final Set<Metric> QUEUES = range(Metric.QUEUE_VISIBLE, Metric.DEAD_LETTERS);

    /** Every process's. */
    public static final Set<Metric> JVM = range(Metric.HEAP_USED, Metric.UPTIME);

    private Kept() {}

    /** All of those. */
    public static Set<Metric> of(List<Set<Metric>> parts) {
        return parts.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Metric> range(Metric from, Metric to) {
        return Set.copyOf(EnumSet.range(from, to));
    }
}
