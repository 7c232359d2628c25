package dev.taly.activity.watch.feed;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events a viewer wants to see, of those that it may.
 *
 * @param levels one of these; empty for any
 * @param actions one of these; empty for any
 * @param tenant of that one; null for any
 */
public record FeedFilter(
        Set<Level> levels, Set<String> actions, @Nullable String tenant) {
    /** Every event. */
    public static final FeedFilter ALL = new FeedFilter(Set.of(), Set.of(), null);

    public FeedFilter {
        levels = Set.copyOf(levels);
        actions = Set.copyOf(actions);
    }

    boolean wants(ActivityEvent event) {
        return (tenant == null || tenant.equals(event.tenantId()))
                && (actions.isEmpty() || actions.contains(event.action()))
                && (levels.isEmpty() || (event.level() != null && levels.contains(event.level())));
    }
}
