package dev.taly.activity.publish;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Events that are on their way together. Its {@link Buffer} guards it. */
final class Batch {
    /** The number of its first event, counting all that the buffer ever took in. */
    private final long first;

    private final List<OutboundEvent> events;
    /** By identity: comparing events would compare their texts. */
    private final Set<OutboundEvent> unsettled = Collections.newSetFromMap(new IdentityHashMap<>());

    Batch(long first, List<OutboundEvent> events) {
        this.first = first;
        this.events = List.copyOf(events);
        this.unsettled.addAll(events);
    }

    long first() {
        return first;
    }

    /** What was taken from the buffer; never changes. */
    List<OutboundEvent> events() {
        return events;
    }

    boolean isSettled() {
        return unsettled.isEmpty();
    }

    /** Whether that event's end was still open; it no longer is. */
    boolean settle(OutboundEvent event) {
        return unsettled.remove(event);
    }

    boolean isOpen(OutboundEvent event) {
        return unsettled.contains(event);
    }

    List<OutboundEvent> unsettled() {
        return List.copyOf(unsettled);
    }
}
