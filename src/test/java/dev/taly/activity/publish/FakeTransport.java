package dev.taly.activity.publish;

import dev.taly.activity.publish.Transport.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Remembers what was sent and answers as it is told; at first it delivers everything. */
final class FakeTransport implements Transport {
    private final List<List<OutboundEvent>> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<List<OutboundEvent>, List<Delivery>> answer = FakeTransport::delivered;
    private volatile boolean closed;

    /** From now on each batch is answered by that function, on the sender's thread. */
    FakeTransport answer(Function<List<OutboundEvent>, List<Delivery>> value) {
        answer = value;
        return this;
    }

    @Override
    public List<Delivery> send(List<OutboundEvent> batch) {
        batches.add(List.copyOf(batch));
        return answer.apply(batch);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Forgets what was sent so far. */
    void forget() {
        batches.clear();
    }

    boolean isClosed() {
        return closed;
    }

    /** Every batch so far. */
    List<List<OutboundEvent>> batches() {
        synchronized (batches) {
            return List.copyOf(batches);
        }
    }

    List<Integer> batchSizes() {
        return batches().stream().map(List::size).toList();
    }

    /** The ids of all events of all batches, as they came. */
    List<String> ids() {
        return batches().stream().flatMap(List::stream).map(OutboundEvent::id).toList();
    }

    static List<Delivery> delivered(List<OutboundEvent> batch) {
        return all(batch, new Delivery.Delivered());
    }

    static List<Delivery> failed(List<OutboundEvent> batch) {
        return all(batch, new Delivery.Failed("not now"));
    }

    static List<Delivery> all(List<OutboundEvent> batch, Delivery delivery) {
        return new ArrayList<>(Collections.nCopies(batch.size(), delivery));
    }
}
