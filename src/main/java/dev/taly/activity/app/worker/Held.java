package dev.taly.activity.app.worker;

import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What a poller has received and not yet settled: its messages stay hidden as long as it holds them. Safe for any number of
 * threads.
 */
final class Held {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    /** How often one that waits looks how much time there is: a stop makes it less. */
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final WorkerQueue queue;
    private final Requests requests;
    private final Duration visibility;
    private final Stopping stopping;
    private final LongSupplier nanoTime;
    private final MetricSink metrics;
    private final Map<String, Lease> leases = new LinkedHashMap<>();

    /** The handles that are being extended at this moment. */
    private final Set<String> extending = new HashSet<>();

    Held(
            WorkerQueue queue,
            Requests requests,
            Duration visibility,
            Stopping stopping,
            LongSupplier nanoTime,
            MetricSink metrics) {
        this.queue = queue;
        this.requests = requests;
        this.visibility = visibility;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    private record Lease(Message message, long since) {}

    /** They were received after that time. */
    synchronized void add(List<Message> messages, long since) {
        messages.forEach(message -> leases.put(message.receiptHandle(), new Lease(message, since)));
    }

    /**
     * They are to be settled, one way or the other, and so are not extended from here on: an extension that came after a release
     * would hide them again. Waits for the extension of one of them that is under way.
     *
     * @return those that were held until now
     */
    synchronized List<Message> forget(List<Message> messages) {
        List<Message> held = messages.stream()
                .filter(message -> leases.remove(message.receiptHandle()) != null)
                .toList();
        try {
            while (messages.stream().anyMatch(message -> extending.contains(message.receiptHandle()))) {
                long left = stopping.timeLeft().toMillis();
                if (left <= 0) {
                    LOG.warn("an extension is not answered in time; {} messages may come again late", messages.size());
                    return held;
                }
                wait(Math.min(left, LOOK_AGAIN_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return held;
    }

    /** Asks for more time for what has used up half of it. To be called more often than that. */
    void extend() {
        long now = nanoTime.getAsLong();
        List<Message> old = olderThan(now);
        if (!requests.each(old, some -> extend(some, now)).isEmpty()) {
            // They are tried again next time: until then they may come to another worker, too, and be stored twice.
            fault(metrics, "extend");
        }
    }

    private List<Message> extend(List<Message> messages, long now) {
        List<Message> held = begin(messages);
        List<Message> failed = held;
        try {
            failed = held.isEmpty() ? held : queue.hide(held, visibility);
        } finally {
            end(held, failed, now);
        }
        return failed;
    }

    /** Those that are held still. */
    private synchronized List<Message> begin(List<Message> messages) {
        List<Message> held = messages.stream()
                .filter(message -> leases.containsKey(message.receiptHandle()))
                .toList();
        held.forEach(message -> extending.add(message.receiptHandle()));
        return held;
    }

    private synchronized void end(List<Message> messages, List<Message> failed, long now) {
        for (Message message : messages) {
            extending.remove(message.receiptHandle());
            if (!failed.contains(message)) {
                leases.computeIfPresent(message.receiptHandle(), (handle, lease) -> new Lease(message, now));
            }
        }
        notifyAll();
    }

    /** Others may have them at once. */
    void release() {
        List<Message> left = requests.each(forget(all()), some -> queue.hide(some, Duration.ZERO));
        if (!left.isEmpty()) {
            fault(metrics, "release");
            LOG.warn("{} messages could not be given back; they come again when their visibility is over", left.size());
        }
    }

    synchronized int size() {
        return leases.size();
    }

    private synchronized List<Message> all() {
        return leases.values().stream().map(Lease::message).toList();
    }

    private synchronized List<Message> olderThan(long now) {
        return leases.values().stream()
                .filter(lease -> now - lease.since() >= visibility.toNanos() / 2)
                .map(Lease::message)
                .toList();
    }

    static void fault(MetricSink metrics, String step) {
        metrics.take(Measurements.builder()
                .add(Metric.WORKER_FAULTS, Map.of(step, 1L))
                .build());
    }
}
