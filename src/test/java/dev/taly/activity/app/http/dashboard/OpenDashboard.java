package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.app.audit.ArchiveSearch;
import dev.taly.activity.app.audit.ReadJournal;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.StubTopic;
import dev.taly.activity.ingest.TokenCache;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.ingest.WatchEntrance;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.watch.feed.FeedSettings;
import dev.taly.activity.watch.feed.FeedStatistics;
import dev.taly.activity.watch.feed.LiveFeed;
import dev.taly.activity.watch.feed.Watched;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A dashboard on a server of its own, with the tokens of {@link Doors}, and an archive in memory. */
final class OpenDashboard implements AutoCloseable {
    final StubTopic topic = new StubTopic();
    final InMemoryObjectStore store = new InMemoryObjectStore();
    final LiveFeed feed = new LiveFeed(FeedSettings.USUAL, "run1", System::nanoTime, new Random(5));
    final FeedStatistics statistics = new FeedStatistics(Clock.systemUTC(), 5);
    final AtomicReference<TokenSet> tokens = new AtomicReference<>(Doors.tokens());
    final AtomicLong tokenAge = new AtomicLong();
    final AtomicReference<Optional<QueueFigures>> queues = new AtomicReference<>(Optional.empty());
    final AtomicReference<List<AlertNotice>> alerts = new AtomicReference<>(List.of());
    final Dashboard dashboard;
    final HttpServer server;

    OpenDashboard(boolean loopback) {
        this(loopback, 0);
    }

    OpenDashboard(boolean loopback, int port) {
        dashboard = new Dashboard(new DashboardParts(
                new WatchEntrance(new TokenCache(tokens::get, tokenAge::get), Clock.fixed(Doors.NOW, ZoneOffset.UTC)),
                feed,
                statistics,
                () -> 0,
                queues::get,
                alerts::get,
                Optional.of(new ArchiveSearch(
                        new ArchiveReader(store),
                        new ReadJournal(() -> new Opened(topic), "operations", Clock.systemUTC()),
                        System::nanoTime)),
                Clock.systemUTC(),
                loopback));
        server = HttpServer.start(Doors.to(topic), List.of(dashboard), "127.0.0.1", port);
    }

    URI address() {
        return server.address();
    }

    /** An event of this moment. */
    static StoredEvent now(String tenant) {
        return Watched.event(tenant, event -> event.timestamp(Instant.now()).outcome(Outcome.SUCCESS));
    }

    /** Happens: it is counted and handed on. */
    void happen(StoredEvent event) {
        if (statistics.count(event)) {
            feed.publish(event);
        }
    }

    /** As if another set of tokens had been read. */
    void changeTokens(TokenSet others) {
        tokens.set(others);
        tokenAge.addAndGet(Duration.ofMinutes(6).toNanos());
    }

    /** Is in the archive, each tenant's in an object. */
    void store(String tenant, StoredEvent... events) {
        byte[] body = JsonLines.gzip(Stream.of(events).map(EventCodec::encode));
        LocalDate day = events[0].event().timestamp().utcDate();
        String key = "events/tenant=" + tenant + "/date=" + day + "/" + JsonLines.name(Instant.now(), Sha256.of(body));
        store.create(NewObject.of(key, body, JsonLines.MEDIA_TYPE, Map.of()));
    }

    @Override
    public void close() {
        server.close();
    }

    /** A way to a topic that ends when it is closed, as a real one. */
    private static final class Opened implements Transport {
        private final Transport topic;
        private volatile boolean closed;

        Opened(Transport topic) {
            this.topic = topic;
        }

        @Override
        public List<Delivery> send(List<OutboundEvent> batch) {
            return closed
                    ? batch.stream()
                            .<Delivery>map(event -> new Delivery.Failed("closed"))
                            .toList()
                    : topic.send(batch);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
