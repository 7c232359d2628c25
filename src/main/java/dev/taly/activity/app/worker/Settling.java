package dev.taly.activity.app.worker;

import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Settles batches: what is done is deleted, and all else comes again. Safe for any number of threads. */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final int DELETE_TRIES = 3;
    private static final Duration DELETE_PAUSE = Duration.ofMillis(200);

    /** Room for another try. */
    private static final Duration LEAST_RESERVE = Duration.ofSeconds(2);

    /**
     * How long what failed stays hidden, by how often it was received. Long, because each receive is one less until the queue takes
     * it for a dead letter: an outage of ten minutes should cost none.
     */
    private static final List<Duration> RETRY_AFTER = List.of(Duration.ofMinutes(1), Duration.ofMinutes(11));

    private final WorkerQueue queue;
    private final Requests requests;
    private final Held held;
    private final Stopping stopping;
    private final MetricSink metrics;
    private final Consumer<Duration> pause;

    /** @param pause waits so long, or until it is to stop */
    Settling(
            WorkerQueue queue,
            Requests requests,
            Held held,
            Stopping stopping,
            MetricSink metrics,
            Consumer<Duration> pause) {
        this.queue = queue;
        this.requests = requests;
        this.held = held;
        this.stopping = stopping;
        this.metrics = metrics;
        this.pause = pause;
    }

    /** What is to be kept back of the time to stop, so that a batch of that size can be settled; half of it at most. */
    static Duration reserve(int messages, Duration stopTime) {
        long needed = Math.max(Requests.timeFor(messages).toNanos(), LEAST_RESERVE.toNanos());
        return Duration.ofNanos(Math.min(needed, Stopping.atLeast(stopTime).toNanos() / 2));
    }

    /** @param done the ids of what is certain to be done */
    void settle(List<Message> batch, Set<String> done) {
        List<Message> given = held.forget(batch);
        // One that was received twice has two handles, and goes by both.
        delete(batch.stream()
                .filter(message -> done.contains(message.messageId()))
                .toList());
        // What was given back meanwhile may be somebody else's by now.
        comeAgain(given.stream()
                .filter(message -> !done.contains(message.messageId()))
                .toList());
    }

    private void delete(List<Message> messages) {
        List<Message> left = messages;
        for (int tries = 1; !left.isEmpty() && tries <= DELETE_TRIES; tries++) {
            left = requests.each(left, queue::delete);
            if (!left.isEmpty()) {
                Held.fault(metrics, "delete");
                pause.accept(DELETE_PAUSE);
            }
        }
        if (!left.isEmpty()) {
            LOG.warn("{} messages are stored and could not be deleted; they come again as duplicates", left.size());
        }
    }

    private void comeAgain(List<Message> failed) {
        Map<Duration, List<Message>> byTime = failed.stream()
                .collect(Collectors.groupingBy(
                        message -> stopping.hasBegun() ? Duration.ZERO : retryAfter(message),
                        TreeMap::new,
                        Collectors.toCollection(ArrayList::new)));
        byTime.forEach((time, messages) -> {
            List<Message> left = requests.each(messages, some -> queue.hide(some, time));
            if (!left.isEmpty()) {
                Held.fault(metrics, "release");
                LOG.warn(
                        "{} messages could not be given back; they come again when their visibility is over",
                        left.size());
            }
        });
    }

    static Duration retryAfter(Message message) {
        String receives = message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
        int count = receives.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(receives) : 1;
        return RETRY_AFTER.get(Math.min(count, RETRY_AFTER.size()) - 1);
    }
}
