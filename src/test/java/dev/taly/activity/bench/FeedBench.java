package dev.taly.activity.bench;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.watch.feed.FeedBatch;
import dev.taly.activity.watch.feed.FeedFilter;
import dev.taly.activity.watch.feed.FeedSettings;
import dev.taly.activity.watch.feed.FeedStatistics;
import dev.taly.activity.watch.feed.Figures;
import dev.taly.activity.watch.feed.LiveFeed;
import dev.taly.activity.watch.feed.Subscription;
import dev.taly.activity.watch.feed.Viewer;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event costs that is counted and handed on; what a viewer's look costs when 1,000 have come, as it does each tenth of a
 * second at 10,000 a second; and what the figures cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class FeedBench {
    private static final int DIFFERENT = 65_536;
    private static final int IN_A_LOOK = 1_000;

    private final LiveFeed feed = new LiveFeed(FeedSettings.USUAL, "bench", System::nanoTime, new Random(1));
    private final FeedStatistics statistics = new FeedStatistics(Clock.systemUTC(), 1);
    private final StoredEvent[] events =
            IntStream.range(0, DIFFERENT).mapToObj(FeedBench::event).toArray(StoredEvent[]::new);
    private final Subscription viewer = feed.subscribe(Viewer.OF_ALL, FeedFilter.ALL, null);
    private int next;
    private long run;

    @Benchmark
    public void publish() {
        feed.publish(next());
    }

    @Benchmark
    public boolean count() {
        StoredEvent event = next();
        // A copy with another id, as each event has its own.
        return statistics.count(
                new StoredEvent(event.event().toBuilder().id("event-" + run++).build(), event.receivedAt(), null));
    }

    @Benchmark
    public FeedBatch publishAThousandAndLook() {
        for (int i = 0; i < IN_A_LOOK; i++) {
            feed.publish(next());
        }
        return viewer.take();
    }

    @Benchmark
    public Figures figures() {
        return statistics.figures(Viewer.OF_ALL);
    }

    private StoredEvent next() {
        return events[next++ & DIFFERENT - 1];
    }

    private static StoredEvent event(int number) {
        return new StoredEvent(
                ActivityEvent.builder()
                        .id("event-" + number)
                        .tenantId("salon-" + number % 40)
                        .actorId("user-" + number % 700)
                        .action("appointment_cancelled")
                        .resource("appointment")
                        .level(number % 50 == 0 ? Level.CRITICAL : Level.INFO)
                        .timestamp(Clock.systemUTC().instant())
                        .metadata(Map.of("reason", "Client no-show", "fee", 12))
                        .build(),
                Clock.systemUTC().instant(),
                null);
    }
}
