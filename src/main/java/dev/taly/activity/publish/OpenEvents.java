package dev.taly.activity.publish;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A bounded set of events whose end is open, in the order of their numbers. Not thread-safe: its {@link Buffer} guards it. */
final class OpenEvents {
    private final int maxEvents;
    private final long maxBytes;
    private final Set<Pending> events = new LinkedHashSet<>();
    private long bytes;

    OpenEvents(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    boolean hasRoomFor(int eventBytes) {
        return events.size() < maxEvents && bytes + eventBytes <= maxBytes;
    }

    /** Whether no more than half of the room is taken. */
    boolean isHalfEmpty() {
        return events.size() <= maxEvents / 2 && bytes <= maxBytes / 2;
    }

    void add(Pending pending) {
        events.add(pending);
        bytes += pending.bytes();
    }

    void remove(Pending pending) {
        if (events.remove(pending)) {
            bytes -= pending.bytes();
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    /** All of them, in a list of its own. */
    List<Pending> all() {
        return List.copyOf(events);
    }

    /** Whether one with that number or a smaller one is open. */
    boolean hasAnyUntil(long number) {
        return !events.isEmpty() && events.iterator().next().number() <= number;
    }

    /** How many have that number or a smaller one. */
    long countUntil(long number) {
        return events.stream().filter(pending -> pending.number() <= number).count();
    }
}
