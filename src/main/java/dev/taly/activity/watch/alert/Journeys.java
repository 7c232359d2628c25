package dev.taly.activity.watch.alert;

import dev.taly.activity.watch.alert.AlertRule.Travel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who was in two places, and cannot have been. */
final class Journeys {
    private static final Duration HOUR = Duration.ofHours(1);

    private Journeys() {}

    /** The hit with the one before or after it, if nobody gets from the one to the other in that time. */
    static Optional<List<Hit>> impossible(Travel travel, History history, Hit hit) {
        List<Hit> hits = history.hits();
        int at = hits.indexOf(hit);
        for (int first = Math.max(0, at - 1); first < Math.min(at + 1, hits.size() - 1); first++) {
            Hit from = hits.get(first);
            Hit to = hits.get(first + 1);
            double hours = (double) Duration.between(from.time(), to.time()).toMillis() / HOUR.toMillis();
            double kilometres = kilometres(from, to);
            if (kilometres >= travel.leastKilometres() && kilometres > travel.kilometresPerHour() * hours) {
                return Optional.of(List.of(from, to));
            }
        }
        return Optional.empty();
    }

    /** Such a pair in words. */
    static String words(List<Hit> hits) {
        Hit from = hits.get(0);
        Hit to = hits.get(1);
        return String.format(
                Locale.ROOT,
                "%s to %s, %,.0f km in %d min",
                name(from.place()),
                name(to.place()),
                kilometres(from, to),
                Duration.between(from.time(), to.time()).toMinutes());
    }

    private static String name(@Nullable Place place) {
        return place == null || place.name().isEmpty() ? "an unnamed place" : place.name();
    }

    private static double kilometres(Hit from, Hit to) {
        Place one = from.place();
        Place other = to.place();
        return one == null || other == null ? 0 : one.kilometresTo(other);
    }
}
