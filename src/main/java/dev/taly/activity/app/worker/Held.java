package dev.taly.activity.app.worker;

import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What a poller has received and not yet settled: its messages stay hidden as long as it holds them. Safe for any number of
 * threads.
 */
final class Held {
    private final WorkerQueue queue;
    private final Duration visibility;
    private final LongSupplier nanoTime;
    private final MetricSink metrics;
    private final Map<String, Lease> leases = new LinkedHashMap<>();

    Held(WorkerQueue queue, Duration visibility, LongSupplier nanoTime, MetricSink metrics) {
        this.queue = queue;
        this.visibility = visibility;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    private record Lease(Message message, long since) {}

    /** They were received after that time. */
    synchronized void add(List<Message> messages, long since) {
        messages.forEach(message -> leases.put(message.receiptHandle(), new Lease(message, since)));
    }

    /** They are settled, one way or the other. */
    synchronized void forget(List<Message> messages) {
        messages.forEach(message -> leases.remove(message.receiptHandle()));
    }

    /** Asks for more time for what has used up half of it. To be called more often than that. */
    void extend() {
        long now = nanoTime.getAsLong();
        List<Message> old = olderThan(now, visibility.dividedBy(2).toNanos());
        if (old.isEmpty()) {
            return;
        }
        int failed = queue.hide(old, visibility);
        if (failed > 0) {
            // They are tried again next time: until then they may come to another worker, too, and be stored twice.
            fault(metrics, "extend");
        } else {
            renew(old, now);
        }
    }

    /** Others may have them at once. */
    void release() {
        List<Message> all = olderThan(nanoTime.getAsLong(), Long.MIN_VALUE);
        forget(all);
        if (!all.isEmpty() && queue.hide(all, Duration.ZERO) > 0) {
            fault(metrics, "release");
        }
    }

    synchronized int size() {
        return leases.size();
    }

    private synchronized List<Message> olderThan(long now, long nanos) {
        List<Message> old = new ArrayList<>();
        leases.values().stream()
                .filter(lease -> nanos == Long.MIN_VALUE || now - lease.since() >= nanos)
                .map(Lease::message)
                .forEach(old::add);
        return old;
    }

    private synchronized void renew(List<Message> messages, long now) {
        messages.forEach(message ->
                leases.computeIfPresent(message.receiptHandle(), (handle, lease) -> new Lease(message, now)));
    }

    static void fault(MetricSink metrics, String step) {
        metrics.take(Measurements.builder()
                .add(Metric.WORKER_FAULTS, Map.of(step, 1L))
                .build());
    }
}
