package dev.taly.activity.watch.feed;

import dev.taly.activity.event.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was counted in a window that ends now.
 *
 * @param at when it ends
 * @param since since when it is counted at all: the window may be younger than it is long
 * @param perSecond of each level, second by second, the oldest first; the last is the second that is not over
 * @param total all of these
 * @param actors who did most
 * @param actions what was done most
 * @param failedLogins how many logins failed, minute by minute, the oldest first
 * @param failedActors whose logins failed most
 * @param late events that came when they were older than the window, and so are not counted
 * @param duplicates events that came again, and so are not counted
 * @param exact whether no count of a name can be too low
 */
public record Figures(
        Instant at,
        Instant since,
        Map<Level, List<Integer>> perSecond,
        long total,
        List<TopName> actors,
        List<TopName> actions,
        List<Long> failedLogins,
        List<TopName> failedActors,
        long late,
        long duplicates,
        boolean exact) {
    public Figures {
        perSecond = Map.copyOf(perSecond);
        actors = List.copyOf(actors);
        actions = List.copyOf(actions);
        failedLogins = List.copyOf(failedLogins);
        failedActors = List.copyOf(failedActors);
    }
}
