package dev.taly.activity.watch.feed;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.StoredEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts events of the last 15 minutes by when they happened, over all and for each tenant, each once. Whatever events say, it
 * takes some 80 MB at most, and a few as a rule: it remembers the latest 262,144 ids at least, and counts the tenants with the
 * most events apart, 100 of them. Safe for any number of threads.
 */
public final class FeedStatistics {
    static final int TENANTS = 100;
    static final int IDS = 262_144;

    private static final int NAMES = 2_048;
    private static final int NAMES_OF_TENANT = 64;

    private final Clock clock;
    private final Instant since;
    private final RecentIds ids;
    private final Window all;
    private final Map<String, Window> tenants = new HashMap<>();
    private boolean forgotten;
    private long late;
    private long duplicates;

    /**
     * Nothing counted yet.
     *
     * @param seed random: whoever can foresee it can make two ids look like one
     */
    public FeedStatistics(Clock clock, long seed) {
        this.clock = requireNonNull(clock, "clock is null");
        this.since = clock.instant();
        this.ids = new RecentIds(IDS, seed);
        this.all = new Window(since, NAMES);
    }

    /**
     * Counts one. A time ahead of the clock counts as now.
     *
     * @return whether it is new; false where its tenant has sent that id lately
     */
    public synchronized boolean count(StoredEvent stored) {
        ActivityEvent event = stored.event();
        if (!ids.add(event.tenantId(), String.valueOf(event.id()))) {
            duplicates++;
            return false;
        }
        long now = clock.instant().getEpochSecond();
        long second = Math.min(now, event.timestamp().instant().getEpochSecond());
        if (second <= now - Window.SECONDS) {
            late++;
            return true;
        }
        all.add(event, second);
        tenant(event.tenantId()).add(event, second);
        return true;
    }

    /**
     * The figures that a viewer may see. Those of a tenant say nothing of others: they leave out how many events were late or came
     * again.
     */
    public synchronized Figures figures(Viewer viewer) {
        Instant now = clock.instant();
        if (viewer.tenant() == null) {
            return all.figures(now, late, duplicates);
        }
        Window window = tenants.get(viewer.tenant());
        return (window == null ? new Window(forgotten ? now : since, 1) : window).figures(now, 0, 0);
    }

    private Window tenant(String tenantId) {
        Window known = tenants.get(tenantId);
        if (known != null) {
            return known;
        }
        if (tenants.size() == TENANTS) {
            tenants.entrySet().stream()
                    .min(Comparator.comparingLong(tenant -> tenant.getValue().size()))
                    .map(Map.Entry::getKey)
                    .ifPresent(tenants::remove);
            forgotten = true;
        }
        Window made = new Window(forgotten ? clock.instant() : since, NAMES_OF_TENANT);
        tenants.put(tenantId, made);
        return made;
    }
}
