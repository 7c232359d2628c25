package dev.taly.activity.publish;

import dev.taly.activity.publish.Transport.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sends batches and settles each event whose end is known: delivered, refused, or expired. The others go back to the
 * buffer for another try. Nothing that a transport or a listener throws ends it. Safe for any number of threads.
 */
final class Sender {
    private final Buffer buffer;
    private final Outbox outbox;
    private final Transport transport;
    private final Ledger ledger;

    Sender(Buffer buffer, Outbox outbox, Transport transport, Ledger ledger) {
        this.buffer = buffer;
        this.outbox = outbox;
        this.transport = transport;
        this.ledger = ledger;
    }

    /** A sender thread's life: until the buffer is closed and nothing is open. */
    void run() {
        boolean goOn = true;
        while (goOn) {
            try {
                goOn = deliver(buffer.next());
            } catch (InterruptedException e) {
                // Only the buffer ends a sender, or an interrupt by a listener would leave events behind.
                ledger.noted("a sender was interrupted and goes on", e);
            } catch (Throwable e) {
                ledger.noted("a sender failed and goes on", e);
            }
        }
    }

    /** Sends one batch if one is ready, on this thread, and says whether one was. */
    boolean sendReady() {
        return deliver(buffer.poll());
    }

    private boolean deliver(List<Pending> batch) {
        if (batch.isEmpty()) {
            return false;
        }
        boolean answered = false;
        List<Pending> ended = new ArrayList<>();
        try {
            answered = settle(batch, send(batch), ended);
        } finally {
            outbox.back(batch, ended, answered);
        }
        return true;
    }

    /** What became of each; whatever the transport throws means that nothing is known. */
    private List<Delivery> send(List<Pending> batch) {
        List<OutboundEvent> events = batch.stream().map(Pending::event).toList();
        // A flag that somebody left behind must not break this call. That of a close is set once it has dropped all
        // events.
        Thread.interrupted();
        if (batch.stream().allMatch(Pending::isClaimed)) {
            return Collections.nCopies(events.size(), new Delivery.Failed("the publisher is closed"));
        }
        try {
            List<Delivery> answer = new ArrayList<>(transport.send(events));
            while (answer.size() < events.size()) {
                answer.add(new Delivery.Failed("the transport gave no answer"));
            }
            return answer;
        } catch (Throwable e) {
            ledger.noted("a transport threw", e);
            return Collections.nCopies(events.size(), new Delivery.Failed("the transport threw " + e));
        }
    }

    /** Settles what can be, adds it to {@code ended}, and says whether the topic gave an answer to any. */
    private boolean settle(List<Pending> batch, List<Delivery> deliveries, List<Pending> ended) {
        boolean answered = false;
        int delivered = 0;
        for (int i = 0; i < batch.size(); i++) {
            Pending pending = batch.get(i);
            Delivery delivery = deliveries.get(i);
            if (delivery instanceof Delivery.Delivered) {
                answered = true;
                if (pending.claim()) {
                    delivered++;
                    ended.add(pending);
                }
            } else if (delivery instanceof Delivery.Refused refused) {
                answered = true;
                drop(pending, DropReason.REFUSED, refused.why(), ended);
            } else if (delivery instanceof Delivery.Failed failed) {
                tryAgain(pending, failed.why(), ended);
            } else {
                tryAgain(pending, "the transport gave no answer", ended);
            }
        }
        ledger.delivered(delivered);
        return answered;
    }

    private void tryAgain(Pending pending, String why, List<Pending> ended) {
        if (buffer.isExpired(pending)) {
            drop(pending, DropReason.EXPIRED, why, ended);
        } else if (!pending.isClaimed()) {
            ledger.retried(why);
        }
    }

    private void drop(Pending pending, DropReason reason, String why, List<Pending> ended) {
        if (pending.claim()) {
            OutboundEvent event = pending.event();
            ledger.dropped(new DroppedEvent(event.id(), event.json(), reason, why));
            ended.add(pending);
        }
    }
}
