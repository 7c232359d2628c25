package dev.taly.activity.app.cli;

import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.audit.ArchiveSearch;
import dev.taly.activity.app.audit.ReadJournal;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.http.dashboard.AlertNotice;
import dev.taly.activity.app.http.dashboard.Dashboard;
import dev.taly.activity.app.http.dashboard.DashboardParts;
import dev.taly.activity.app.tap.Tap;
import dev.taly.activity.app.tap.TapFeed;
import dev.taly.activity.app.tap.TapFilter;
import dev.taly.activity.app.tap.TopicTap;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.consume.Preview;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.ingest.TokenCache;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.ingest.WatchEntrance;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.feed.FeedSettings;
import dev.taly.activity.watch.feed.FeedStatistics;
import dev.taly.activity.watch.feed.LiveFeed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A dashboard with all that feeds it, for as long as it is open. */
final class LiveDashboard implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Each takes ten messages at a time: so many keep up with some thousand events a second. */
    private static final int TAP_THREADS = 4;

    private final Dashboard page;
    private final TapFeed tap;
    private final Optional<QueueGauge> gauge;

    private LiveDashboard(Dashboard page, TapFeed tap, Optional<QueueGauge> gauge) {
        this.page = page;
        this.tap = tap;
        this.gauge = gauge;
    }

    /**
     * Opens one; what is published from now on is on it.
     *
     * @param tokens reads anew who may watch
     * @param alerts the latest, the newest first
     * @param loopback whether it is for this machine alone
     * @throws CommandFailure if the topic cannot be looked at
     */
    static LiveDashboard open(
            WatchedStack stack, Supplier<TokenSet> tokens, Supplier<List<AlertNotice>> alerts, boolean loopback) {
        return open(
                stack,
                () -> TopicTap.open(stack.clients(), stack.topicArn(), TapFilter.all(), Clock.systemUTC()),
                tokens,
                alerts,
                loopback);
    }

    /**
     * The same, that looks through that tap.
     *
     * @param tap opens it
     */
    static LiveDashboard open(
            WatchedStack stack,
            Supplier<? extends Tap> tap,
            Supplier<TokenSet> tokens,
            Supplier<List<AlertNotice>> alerts,
            boolean loopback) {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        LiveFeed feed = new LiveFeed(FeedSettings.USUAL, Long.toHexString(random.nextLong()), System::nanoTime, random);
        FeedStatistics statistics = new FeedStatistics(clock, random.nextLong());
        TapFeed taken = feed(stack, tap, feed, statistics, clock);
        Optional<QueueGauge> gauge = gauge(stack, clock);
        gauge.ifPresent(looker -> looker.start(LOOK_EVERY));
        Dashboard page = new Dashboard(new DashboardParts(
                new WatchEntrance(new TokenCache(tokens, System::nanoTime), clock),
                feed,
                statistics,
                taken::dropped,
                () -> gauge.flatMap(QueueGauge::figures),
                alerts,
                search(stack, clock),
                clock,
                loopback));
        return new LiveDashboard(page, taken, gauge);
    }

    private static TapFeed feed(
            WatchedStack stack, Supplier<? extends Tap> tap, LiveFeed feed, FeedStatistics statistics, Clock clock) {
        try {
            Preview preview = Wiring.preview(stack.config(), stack.pseudonymKeys(), stack.clients(), clock);
            return TapFeed.start(tap.get(), preview, events -> take(events, feed, statistics), TAP_THREADS);
        } catch (SdkException e) {
            throw new CommandFailure(
                    "the topic cannot be looked at: " + e.getMessage(),
                    "A dashboard needs rights to make a queue named activity-tap-… and to subscribe it to the topic.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "See --config and --pseudonym-keys.", e);
        }
    }

    private static void take(List<StoredEvent> events, LiveFeed feed, FeedStatistics statistics) {
        for (StoredEvent event : events) {
            if (statistics.count(event)) {
                feed.publish(event);
            }
        }
    }

    private static Optional<QueueGauge> gauge(WatchedStack stack, Clock clock) {
        if (stack.queueUrl().isEmpty() || stack.dlqUrl().isEmpty()) {
            return Optional.empty();
        }
        SqsClient sqs = stack.clients().sqs();
        return Optional.of(new QueueGauge(
                url -> QueueDepth.read(sqs, url),
                stack.queueUrl().get(),
                stack.dlqUrl().get(),
                clock));
    }

    private static Optional<ArchiveSearch> search(WatchedStack stack, Clock clock) {
        return stack.bucket()
                .map(bucket -> new ArchiveSearch(
                        new ArchiveReader(new S3ObjectStore(stack.clients().s3(), bucket)),
                        new ReadJournal(
                                () -> new SnsTransport(stack.clients().sns(), stack.topicArn()),
                                ReadJournal.OPERATIONS,
                                clock),
                        System::nanoTime));
    }

    /** What is asked before the door is. */
    Dashboard page() {
        return page;
    }

    @Override
    public void close() {
        gauge.ifPresent(QueueGauge::close);
        tap.close();
    }
}
