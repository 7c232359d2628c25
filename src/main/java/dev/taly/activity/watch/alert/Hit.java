package dev.taly.activity.watch.alert;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an event that a rule looks for. In the order of time.
 *
 * @param time the event's own
 * @param id the event's
 * @param place where it came from; null where that is not known or does not matter
 */
record Hit(Instant time, String id, @Nullable Place place) implements Comparable<Hit> {
    private static final Comparator<Hit> ORDER = comparing(Hit::time).thenComparing(Hit::id);

    Hit {
        requireNonNull(time, "time is null");
        requireNonNull(id, "id is null");
    }

    @Override
    public int compareTo(Hit other) {
        return ORDER.compare(this, other);
    }
}
