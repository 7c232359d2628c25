package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;

/**
 * How many letters a queue held, as far as it tells what it grew from: where it held no more later, the earlier does not matter.
 * Not for sharing between threads.
 */
final class Depths {
    private static final int MOST = 500;

    private final Deque<Depth> depths = new ArrayDeque<>();

    /** So many letters at that time. */
    record Depth(Instant time, long letters) {
        Depth {
            requireNonNull(time, "time is null");
        }
    }

    /** In the order of time, each deeper than the one before. */
    Collection<Depth> all() {
        return Collections.unmodifiableCollection(depths);
    }

    /** Adds what was seen; what comes too late is left out. */
    void add(Depth depth) {
        if (!depths.isEmpty() && !depth.time().isAfter(depths.getLast().time())) {
            return;
        }
        while (!depths.isEmpty() && depths.getLast().letters() >= depth.letters()) {
            depths.removeLast();
        }
        depths.addLast(depth);
        if (depths.size() > MOST) {
            depths.removeFirst();
        }
    }

    /** The least since that time. */
    Optional<Depth> least(Instant since) {
        return depths.stream().filter(depth -> !depth.time().isBefore(since)).findFirst();
    }

    void forget(Instant before) {
        depths.removeIf(depth -> depth.time().isBefore(before));
    }

    boolean isEmpty() {
        return depths.isEmpty();
    }
}
