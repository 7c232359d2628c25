package dev.taly.activity.app.http.dashboard;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.audit.ArchiveSearch;
import dev.taly.activity.ingest.WatchEntrance;
import dev.taly.activity.watch.feed.FeedStatistics;
import dev.taly.activity.watch.feed.LiveFeed;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a dashboard shows.
 *
 * @param entrance who may see it
 * @param feed the events
 * @param statistics what they add up to
 * @param dropped how many events never came here since there were too many
 * @param queues how the queues are, at once; nothing as long as nobody knows
 * @param alerts the latest, the newest first, at once
 * @param search of the archive; nothing where there is none
 * @param loopback whether it is served to this machine alone, over plain HTTP
 */
public record DashboardParts(
        WatchEntrance entrance,
        LiveFeed feed,
        FeedStatistics statistics,
        LongSupplier dropped,
        Supplier<Optional<QueueFigures>> queues,
        Supplier<List<AlertNotice>> alerts,
        Optional<ArchiveSearch> search,
        Clock clock,
        boolean loopback) {
    public DashboardParts {
        requireNonNull(entrance, "entrance is null");
        requireNonNull(feed, "feed is null");
        requireNonNull(statistics, "statistics is null");
        requireNonNull(dropped, "dropped is null");
        requireNonNull(queues, "queues is null");
        requireNonNull(alerts, "alerts is null");
        requireNonNull(search, "search is null");
        requireNonNull(clock, "clock is null");
    }
}
