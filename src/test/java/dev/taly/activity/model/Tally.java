package dev.taly.activity.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault struck, and how often each kind of end was reached, over all schedules. */
final class Tally {
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<String, Long> ends = new TreeMap<>();

    void struck(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    void reached(String end) {
        ends.merge(end, 1L, Long::sum);
    }

    long of(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    long of(String end) {
        return ends.getOrDefault(end, 0L);
    }

    @Override
    public String toString() {
        return faults + " " + ends;
    }
}
