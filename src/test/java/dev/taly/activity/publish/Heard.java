package dev.taly.activity.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that remembers. */
final class Heard implements PublishListener {
    private final List<DroppedEvent> dropped = Collections.synchronizedList(new ArrayList<>());
    private final List<SpoolFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger delivered = new AtomicInteger();

    @Override
    public void onDelivered(int events) {
        delivered.addAndGet(events);
    }

    @Override
    public void onDropped(DroppedEvent event) {
        dropped.add(event);
    }

    @Override
    public void onSpoolFailure(SpoolFailure failure) {
        failures.add(failure);
    }

    List<SpoolFailure.Kind> failures() {
        synchronized (failures) {
            return failures.stream().map(SpoolFailure::kind).toList();
        }
    }

    int delivered() {
        return delivered.get();
    }

    List<DroppedEvent> dropped() {
        synchronized (dropped) {
            return List.copyOf(dropped);
        }
    }

    List<DropReason> reasons() {
        return dropped().stream().map(DroppedEvent::reason).toList();
    }
}
