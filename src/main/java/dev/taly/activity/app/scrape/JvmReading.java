package dev.taly.activity.app.scrape;

import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;

/** What the JVM says of itself. */
public final class JvmReading implements PrometheusMetrics.Reading {
    @Override
    public Measurements read() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return Measurements.builder()
                .add(Metric.HEAP_USED, heap.getUsed())
                .add(Metric.HEAP_MAX, heap.getMax())
                .add(Metric.THREADS, ManagementFactory.getThreadMXBean().getThreadCount())
                .add(
                        Metric.UPTIME,
                        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()))
                .build();
    }
}
