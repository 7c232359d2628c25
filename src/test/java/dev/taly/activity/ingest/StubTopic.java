package dev.taly.activity.ingest;

import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A topic that remembers what it took, and answers as it is told; at first it takes everything. */
public final class StubTopic implements Transport {
    private final List<OutboundEvent> taken = new ArrayList<>();
    private final List<Integer> batchSizes = new ArrayList<>();
    private volatile Function<OutboundEvent, Delivery> answer = event -> new Delivery.Delivered();

    /** From now on each event is answered by that function. */
    public void answer(Function<OutboundEvent, Delivery> value) {
        answer = value;
    }

    @Override
    public synchronized List<Delivery> send(List<OutboundEvent> batch) {
        batchSizes.add(batch.size());
        List<Delivery> deliveries = batch.stream().map(answer).toList();
        for (int i = 0; i < batch.size(); i++) {
            if (deliveries.get(i) instanceof Delivery.Delivered) {
                taken.add(batch.get(i));
            }
        }
        return deliveries;
    }

    @Override
    public void close() {}

    /** What was delivered so far, in the order of arrival. */
    public synchronized List<OutboundEvent> taken() {
        return List.copyOf(taken);
    }

    /** The ids of it. */
    public List<String> ids() {
        return taken().stream().map(OutboundEvent::id).toList();
    }

    synchronized List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }
}
