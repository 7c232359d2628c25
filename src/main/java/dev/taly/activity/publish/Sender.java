package dev.taly.activity.publish;

import dev.taly.activity.publish.Transport.Delivery;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches and tries again, for the events that failed alone, until each is settled: delivered, refused, or expired.
 * Each try waits longer than the one before, with jitter. Safe for any number of threads.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;

    private final Buffer buffer;
    private final Transport transport;
    private final Ledger ledger;
    private final long deliveryNanos;
    private final Retry retry;

    Sender(Buffer buffer, Transport transport, Ledger ledger, PublisherSettings settings) {
        this.buffer = buffer;
        this.transport = transport;
        this.ledger = ledger;
        this.deliveryNanos = settings.deliveryTimeout().toNanos();
        Duration first = settings.firstRetry();
        this.retry = Retry.of(
                "activity-publisher",
                RetryConfig.<List<OutboundEvent>>custom()
                        // The delivery timeout ends it, not a count.
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                first, GROWTH, JITTER, settings.longestRetry()))
                        .retryOnResult(open -> !open.isEmpty())
                        .build());
    }

    /** A sender thread's life: until the buffer is closed and empty, or the thread is interrupted. */
    void run() {
        try {
            for (Batch batch = buffer.next(); !batch.events().isEmpty(); batch = buffer.next()) {
                deliver(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Settles every event of the batch. */
    private void deliver(Batch batch) {
        List<OutboundEvent> open = new ArrayList<>(batch.events());
        try {
            retry.executeSupplier(() -> tryOnce(batch, open));
        } catch (RuntimeException e) {
            // An interrupt while it waits for the next try, or a defect of a transport.
            LOG.warn("{} events could not be sent: {}", open.size(), e.toString());
            open.forEach(event -> drop(batch, event, DropReason.ABANDONED, "Sending was interrupted."));
        }
    }

    /** One try for the events that are open; those that stay open are returned, to be tried again. */
    private List<OutboundEvent> tryOnce(Batch batch, List<OutboundEvent> open) {
        List<OutboundEvent> sent = List.copyOf(open);
        List<Delivery> deliveries = transport.send(sent);
        open.clear();
        for (int i = 0; i < sent.size(); i++) {
            OutboundEvent event = sent.get(i);
            Delivery delivery = deliveries.get(i);
            if (delivery instanceof Delivery.Delivered) {
                if (buffer.settle(batch, event)) {
                    ledger.delivered();
                }
            } else if (delivery instanceof Delivery.Refused refused) {
                drop(batch, event, DropReason.REFUSED, refused.why());
            } else if (delivery instanceof Delivery.Failed failed) {
                if (!buffer.isOpen(batch, event)) {
                    continue;
                }
                if (System.nanoTime() - event.acceptedAt() < deliveryNanos) {
                    ledger.retried(failed.why());
                    open.add(event);
                } else {
                    drop(batch, event, DropReason.EXPIRED, failed.why());
                }
            }
        }
        return open;
    }

    private void drop(Batch batch, OutboundEvent event, DropReason reason, String why) {
        if (buffer.settle(batch, event)) {
            ledger.dropped(new DroppedEvent(event.id(), event.json(), reason, why));
        }
    }
}
