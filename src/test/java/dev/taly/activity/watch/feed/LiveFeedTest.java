package dev.taly.activity.watch.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
    private static final FeedSettings SETTINGS = new FeedSettings(1_000, 1L << 30, 50);

    private long nanos;
    private final LiveFeed feed = feed(SETTINGS, "run1");

    private LiveFeed feed(FeedSettings settings, String run) {
        return new LiveFeed(settings, run, () -> nanos, new Random(7));
    }

    @Test
    void events_comeInOrderWithContiguousNumbers() {
        Subscription all = subscribe(Viewer.OF_ALL, null);
        publish("acme", 3);
        publish("globex", 2);

        FeedBatch batch = all.take();

        assertThat(numbers(batch)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(batch.leftOut()).isZero();
        assertThat(all.take().isEmpty()).isTrue();
    }

    @Test
    void newViewer_beginsWithTheLatest() {
        publish("acme", 200);
        Subscription all = subscribe(Viewer.OF_ALL, null);

        FeedBatch batch = all.take();

        assertThat(all.isResumed()).isFalse();
        assertThat(numbers(batch))
                .isEqualTo(LongStream.rangeClosed(151, 200).boxed().toList());
        assertThat(batch.leftOut()).isZero();
        assertThat(batch.missing()).isZero();
    }

    @Test
    void viewerOfATenant_seesNothingOfOthersNotEvenHowMuchTheyDo() {
        publish("globex", 40);
        Subscription acme = subscribe(new Viewer("acme"), null);
        publish("acme", 1);
        publish("globex", 900);
        publish("acme", 1);

        FeedBatch batch = acme.take();

        assertThat(numbers(batch)).containsExactly(1L, 2L);
        assertThat(batch.items())
                .allMatch(item -> item.event().event().tenantId().equals("acme"));
        assertThat(batch.cursor()).isEqualTo("run1-2");
        publish("globex", 5_000);
        pass(Duration.ofSeconds(1));
        assertThat(acme.take().isEmpty())
                .as("what pushed others' events out says nothing")
                .isTrue();
    }

    @Test
    void filterForAnotherTenant_showsNothing() {
        Subscription acme = feed.subscribe(new Viewer("acme"), new FeedFilter(Set.of(), Set.of(), "globex"), null);
        publish("acme", 3);
        publish("globex", 3);

        assertThat(acme.take().items()).isEmpty();
    }

    @Test
    void filter_choosesByLevelActionAndTenant() {
        Subscription some =
                feed.subscribe(Viewer.OF_ALL, new FeedFilter(Set.of(Level.WARN), Set.of("user_login"), "acme"), null);
        feed.publish(Watched.event("acme"));
        feed.publish(Watched.event("acme", event -> event.level(Level.WARN)));
        feed.publish(Watched.event("globex", event -> event.level(Level.WARN).action("user_login")));
        feed.publish(Watched.event("acme", event -> event.level(Level.WARN).action("user_login")));

        assertThat(numbers(some.take())).containsExactly(4L);
    }

    @Test
    void tooMany_areSampledAndCounted() {
        Subscription all = begun();
        publish("acme", 1_000);

        FeedBatch batch = all.take();

        assertThat(batch.items()).hasSize(50);
        assertThat(batch.leftOut()).isEqualTo(950);
        assertThat(batch.missing()).isZero();
        assertThat(numbers(batch)).isSorted();
    }

    @Test
    void sample_prefersTheCriticalAndTheFailedButLeavesAFifthToOthers() {
        Subscription all = begun();
        for (int i = 0; i < 990; i++) {
            feed.publish(Watched.event("acme"));
            if (i % 99 == 0) {
                feed.publish(Watched.event("acme", event -> event.level(Level.CRITICAL)));
            }
        }
        assertThat(notable(all.take())).as("all of the few").isEqualTo(10);

        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 500; i++) {
            feed.publish(Watched.event("acme"));
            feed.publish(Watched.event("acme", event -> event.outcome(Outcome.FAILURE)));
        }
        FeedBatch batch = all.take();
        assertThat(notable(batch)).isEqualTo(40);
        assertThat(batch.items()).hasSize(50);
        assertThat(batch.leftOut()).isEqualTo(950);
    }

    @Test
    void sample_givesEachTheSameChance() {
        Map<String, Integer> seen = new HashMap<>();
        Subscription all = begun();
        for (int round = 0; round < 400; round++) {
            IntStream.range(0, 500).forEach(i -> feed.publish(Watched.event("acme", "actor-" + i / 100)));
            all.take().items().forEach(item -> seen.merge(item.event().event().actorId(), 1, Integer::sum));
            pass(Duration.ofSeconds(1));
        }

        assertThat(seen).hasSize(5);
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(3_700, 4_300));
    }

    @Test
    void rate_isKeptHoweverOftenOneAsks() {
        Subscription all = begun();
        int given = 0;
        long counted = 0;
        for (int tick = 0; tick < 1_000; tick++) {
            publish("acme", 10);
            pass(Duration.ofMillis(10));
            FeedBatch batch = all.take();
            given += batch.items().size();
            counted += batch.items().size() + batch.leftOut();
        }
        pass(Duration.ofSeconds(1));
        FeedBatch last = all.take();

        assertThat(given).isBetween(450, 550);
        assertThat(counted + last.items().size() + last.leftOut()).isEqualTo(10_000);
    }

    @Test
    void viewerThatComesAgain_goesOnWhereItWas() {
        Subscription first = subscribe(Viewer.OF_ALL, null);
        publish("acme", 10);
        String cursor = first.take().cursor();
        publish("acme", 20);

        Subscription again = subscribe(Viewer.OF_ALL, cursor);
        FeedBatch batch = again.take();

        assertThat(again.isResumed()).isTrue();
        assertThat(numbers(batch))
                .isEqualTo(LongStream.rangeClosed(11, 30).boxed().toList());
        assertThat(batch.missing()).isZero();
    }

    @Test
    void viewerThatComesTooLate_isToldHowManyAreMissing() {
        Subscription first = begun();
        publish("acme", 10);
        publish("globex", 10);
        FeedBatch seen = first.take();
        publish("acme", 2_000);
        publish("globex", 5);

        FeedBatch all = subscribe(Viewer.OF_ALL, seen.cursor()).take();
        FeedBatch globex = subscribe(new Viewer("globex"), "run1-10").take();
        FeedBatch acme = subscribe(new Viewer("acme"), "run1-10").take();

        assertThat(all.missing() + all.items().size() + all.leftOut()).isEqualTo(2_005);
        assertThat(all.missing()).isEqualTo(1_005);
        assertThat(globex.missing()).isZero();
        assertThat(numbers(globex)).containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(acme.missing()).isEqualTo(1_005);
    }

    @Test
    void cursor_ofAnotherRunOrOfNoneBeginsAnew() {
        publish("acme", 10);

        for (String cursor : List.of("run2-5", "run1-11", "run1-", "5", "", "run1-99999999999999999999", "<b>")) {
            Subscription anew = subscribe(Viewer.OF_ALL, cursor);
            assertThat(anew.isResumed()).as(cursor).isFalse();
            assertThat(anew.take().items()).as(cursor).hasSize(10);
        }
    }

    @Test
    void memory_isBoundedByBytesToo() {
        LiveFeed small = feed(new FeedSettings(1_000, 300_000, 50), "run1");
        Subscription all = small.subscribe(Viewer.OF_ALL, FeedFilter.ALL, null);
        var unused = all.take();
        for (int i = 0; i < 100; i++) {
            small.publish(Watched.event("acme", event -> event.metadata(Map.of("x", "x".repeat(50_000)))));
        }

        FeedBatch batch = all.take();

        assertThat(batch.items()).hasSize(2);
        assertThat(batch.missing()).isEqualTo(98);
    }

    @Test
    void publishers_mayBeManyAndNumbersStayContiguous() throws InterruptedException {
        LiveFeed wide = feed(new FeedSettings(100_000, 1L << 40, 10_000), "run1");
        Subscription acme = wide.subscribe(new Viewer("acme"), FeedFilter.ALL, null);
        var unused = acme.take();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> publishers = new ArrayList<>();
        for (String tenant : List.of("acme", "globex", "acme", "globex")) {
            Thread publisher = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                IntStream.range(0, 2_000).forEach(i -> wide.publish(Watched.event(tenant)));
            });
            publisher.start();
            publishers.add(publisher);
        }
        start.countDown();
        for (Thread publisher : publishers) {
            publisher.join();
        }

        FeedBatch batch = acme.take();

        assertThat(numbers(batch))
                .isEqualTo(LongStream.rangeClosed(1, 4_000).boxed().toList());
        assertThat(batch.missing()).isZero();
    }

    private Subscription subscribe(Viewer viewer, @Nullable String after) {
        return feed.subscribe(viewer, FeedFilter.ALL, after);
    }

    /** One that has looked already, and may take as many as there can be. */
    private Subscription begun() {
        Subscription all = subscribe(Viewer.OF_ALL, null);
        var unused = all.take();
        return all;
    }

    private void publish(String tenant, int number) {
        IntStream.range(0, number).forEach(i -> feed.publish(Watched.event(tenant)));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static List<Long> numbers(FeedBatch batch) {
        return batch.items().stream().map(FeedItem::seq).toList();
    }

    private static long notable(FeedBatch batch) {
        return batch.items().stream()
                .filter(item -> item.event().event().level() == Level.CRITICAL
                        || item.event().event().outcome() == Outcome.FAILURE)
                .count();
    }
}
