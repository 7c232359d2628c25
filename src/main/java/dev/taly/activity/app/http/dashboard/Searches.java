package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.app.audit.ArchiveSearch;
import dev.taly.activity.app.audit.Hits;
import dev.taly.activity.app.audit.UnrecordedReadingException;
import dev.taly.activity.app.http.dashboard.Query.BadQueryException;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.TimeRange;
import dev.taly.activity.audit.TimeText;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Level;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches of the archive: two at once, four more wait, and who comes on top of that is sent away. */
final class Searches {
    private static final Logger LOG = LoggerFactory.getLogger(Searches.class);
    private static final int THREADS = 2;
    private static final int WAITING = 4;
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 500;

    /** What is searched where nothing is said of the time. */
    private static final Duration USUAL_SPAN = Duration.ofDays(1);

    private final Optional<ArchiveSearch> archive;
    private final Clock clock;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), work -> {
                Thread thread = new Thread(work, "dashboard-search");
                thread.setDaemon(true);
                return thread;
            });

    Searches(Optional<ArchiveSearch> archive, Clock clock) {
        this.archive = archive;
        this.clock = clock;
        threads.allowCoreThreadTimeOut(true);
    }

    boolean arePossible() {
        return archive.isPresent();
    }

    /**
     * Searches what the session may see, and nothing else.
     *
     * @throws BadQueryException if it is none
     */
    CompletableFuture<Answer> answer(Session session, Query query) {
        if (archive.isEmpty()) {
            return done(Answer.problem(404, "no_archive", "There is no archive to search."));
        }
        String wanted = query.tenant();
        String own = session.watcher().tenant();
        if (own != null && wanted != null && !own.equals(wanted)) {
            return done(Answer.problem(403, "other_tenant", "You may not see events of that tenant."));
        }
        TimeRange range = range(query);
        String tenant = own == null ? wanted : own;
        Selection selection = tenant == null ? Selection.ofAllTenants(range) : Selection.of(List.of(tenant), range);
        Map<String, Object> asked = new LinkedHashMap<>();
        EventFilter filter = filter(query, asked);
        int limit = limit(query);
        ArchiveSearch search = archive.get();
        try {
            return CompletableFuture.supplyAsync(
                    () -> answer(() -> search.search(session.watcher().name(), selection, filter, asked, limit)),
                    threads);
        } catch (RejectedExecutionException e) {
            return done(Answer.problem(503, "busy", "There are too many searches at once.")
                    .with("Retry-After", "5"));
        }
    }

    private static CompletableFuture<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static Answer answer(Supplier<Hits> search) {
        try {
            Hits hits = search.get();
            JsonText json = new JsonText(64 * 1024).begin('{');
            json.name("more").json(Boolean.toString(hits.more()));
            json.name("complete").json(Boolean.toString(hits.complete()));
            json.name("events").begin('[');
            hits.lines().forEach(json::json);
            return Answer.json(200, json.end(']').end('}').toString());
        } catch (UnrecordedReadingException e) {
            LOG.warn("a search could not be recorded, so nothing was read: {}", e.getMessage());
            return Answer.problem(503, "not_recorded", "The search could not be put on record, so nothing was read.");
        } catch (ObjectStoreException | UncheckedIOException e) {
            LOG.warn("a search failed: {}", e.getMessage());
            return Answer.problem(503, "unreachable", "The archive cannot be read at the moment.");
        }
    }

    private TimeRange range(Query query) {
        Instant now = clock.instant();
        TimeRange usual = new TimeRange(now.minus(USUAL_SPAN), TimeRange.ALL.to());
        Instant from = query.value("from").map(text -> time(text, now).from()).orElse(usual.from());
        Instant to = query.value("to").map(text -> time(text, now).to()).orElse(usual.to());
        if (to.isBefore(from)) {
            throw new BadQueryException("The end is before the beginning.");
        }
        return new TimeRange(from, to);
    }

    private static TimeRange time(String text, Instant now) {
        try {
            return TimeText.parse(text, now, ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            throw new BadQueryException("Write a time as 2h, today, 2024-03-28 or 2024-03-28T14:30.", e);
        }
    }

    private static EventFilter filter(Query query, Map<String, Object> asked) {
        EventFilter.Builder filter = EventFilter.builder();
        for (Level level : query.levels()) {
            filter.field(LineField.LEVEL, level.wire());
            asked.put("level", query.words("level"));
        }
        field(query, "action", LineField.ACTION, filter, asked);
        field(query, "actor", LineField.ACTOR_ID, filter, asked);
        query.value("text").ifPresent(text -> {
            filter.text(text);
            asked.put("grep", text);
        });
        return filter.build();
    }

    private static void field(
            Query query, String name, LineField field, EventFilter.Builder filter, Map<String, Object> asked) {
        query.value(name).ifPresent(value -> {
            filter.field(field, value);
            asked.put(name, value);
        });
    }

    private static int limit(Query query) {
        String text = query.value("limit").orElse(Integer.toString(USUAL_LIMIT));
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST) {
            throw new BadQueryException("limit must be 1 to " + MOST + ".");
        }
        return Integer.parseInt(text);
    }

    void stop() {
        threads.shutdownNow();
    }
}
