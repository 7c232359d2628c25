package dev.taly.activity.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one rule remembers of one key: the latest hits, each once, and when it raised alerts. Not for sharing between threads. */
final class History {
    private final List<Hit> hits = new ArrayList<>();
    private final List<Instant> alerts = new ArrayList<>();

    /** The hits, in the order of time. */
    List<Hit> hits() {
        return Collections.unmodifiableList(hits);
    }

    /** The times of the events at which alerts were raised. */
    List<Instant> alerts() {
        return Collections.unmodifiableList(alerts);
    }

    /**
     * Adds a hit.
     *
     * @param most how many are remembered: of more, the latest
     * @return whether it is new, and remembered
     */
    boolean add(Hit hit, int most) {
        // By the id alone, too: a copy may tell another time.
        int place = Collections.binarySearch(hits, hit);
        if (place >= 0 || hits.stream().anyMatch(known -> known.id().equals(hit.id()))) {
            return false;
        }
        hits.add(-place - 1, hit);
        if (hits.size() > most) {
            return !hits.remove(0).equals(hit);
        }
        return true;
    }

    /** Puts back the next hit of a history that was kept. */
    void restore(Hit hit) {
        hits.add(hit);
    }

    /** Whether an alert at that time would be the same as one before or after it. */
    boolean isQuiet(Instant time, Duration cooldown) {
        return alerts.stream()
                .anyMatch(alert -> Duration.between(alert, time).abs().compareTo(cooldown) < 0);
    }

    void raised(Instant time) {
        alerts.add(time);
    }

    /** Forgets what is older than that. */
    void forget(Instant before) {
        hits.removeIf(hit -> hit.time().isBefore(before));
        alerts.removeIf(alert -> alert.isBefore(before));
    }

    boolean isEmpty() {
        return hits.isEmpty() && alerts.isEmpty();
    }

    /** The time of the latest thing that is remembered. */
    Instant latest() {
        Instant hit = hits.isEmpty() ? Instant.MIN : hits.get(hits.size() - 1).time();
        Instant alert = alerts.stream().max(Instant::compareTo).orElse(Instant.MIN);
        return hit.isAfter(alert) ? hit : alert;
    }
}
