package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.everythingIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many callers, real threads, a real disk. Every wait is a safety net only. */
@Timeout(120)
class SpoolThreadsTest {
    private static final Duration NET = Duration.ofSeconds(60);
    private static final int CALLERS = 32;
    private static final int EACH = 100;

    @TempDir
    Path root;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    private PublisherBuilder publisher() {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .linger(Duration.ofMillis(1))
                .retryAfter(Duration.ofMillis(1), Duration.ofMillis(2))
                .bufferEvents(100)
                .spool(root)
                .closeOnExit(false);
    }

    @RepeatedTest(2)
    void everyEvent_isDeliveredOnce() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        transport.answer(batch -> {
            synchronized (random) {
                List<Delivery> deliveries = new ArrayList<>();
                batch.forEach(event -> deliveries.add(
                        random.nextInt(8) == 0 ? new Delivery.Failed("throttled") : new Delivery.Delivered()));
                return deliveries;
            }
        });
        ActivityPublisher publisher = publisher().build();
        publishInParallel(publisher);
        assertThat(publisher.flush(NET)).as("seed %d", seed).isZero();
        assertThat(accepted).as("there is room on the disk").hasSize(CALLERS * EACH);
        assertThat(publisher.stats().delivered()).isEqualTo(CALLERS * EACH);
        assertThat(publisher.close(NET)).isZero();

        assertBalance(publisher);
        assertThat(Set.copyOf(transport.ids())).isEqualTo(accepted);
        assertThat(heard.dropped()).isEmpty();
        assertThat(heard.failures()).isEmpty();
        assertThat(everythingIn(root)).isEmpty();
    }

    @RepeatedTest(2)
    void close_inAnOutageLeavesEverythingToTheNext() throws Exception {
        transport.answer(FakeTransport::failed);
        ActivityPublisher closed = publisher().build();
        publishInParallel(closed);
        assertThat(closed.close(Duration.ofMillis(1))).isZero();
        assertThat(closed.stats().spool().left()).isEqualTo(CALLERS * EACH);
        assertBalance(closed);

        transport.answer(FakeTransport::delivered);
        transport.forget();
        CountDownLatch arrived = new CountDownLatch(CALLERS * EACH);
        PublishListener counting = new PublishListener() {
            @Override
            public void onDelivered(int events) {
                for (int i = 0; i < events; i++) {
                    arrived.countDown();
                }
            }
        };
        ActivityPublisher next = publisher().listener(counting).build();
        assertThat(arrived.await(60, TimeUnit.SECONDS))
                .as("it needs no event of its own to start")
                .isTrue();
        assertThat(next.close(NET)).isZero();
        assertThat(transport.ids()).hasSize(CALLERS * EACH);
        assertThat(Set.copyOf(transport.ids())).isEqualTo(accepted);
        assertBalance(next);
    }

    @RepeatedTest(2)
    void close_racingPublishLosesNothingThatWasAccepted() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        transport.answer(batch -> {
            boolean fails = down.get();
            down.set(!fails);
            return fails ? FakeTransport.failed(batch) : FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = publisher().build();
        Set<String> arrived = arrivedBy(publisher);
        ActivityPublisher next = publisher().listener(new Heard()).build();
        assertThat(next.close(Duration.ofMillis(1))).isZero();
        transport.answer(FakeTransport::delivered);
        ActivityPublisher last = publisher().build();
        last.publish(Events.login("the-last"));
        awaitEmpty(last);

        arrived.addAll(transport.ids());
        assertThat(arrived).containsAll(accepted);
        assertBalance(publisher);
        assertBalance(next);
        assertBalance(last);
    }

    /** What arrived while it is closed under its callers' feet. */
    private Set<String> arrivedBy(ActivityPublisher publisher) throws Exception {
        inParallel(caller -> {
            for (int i = 0; i < EACH; i++) {
                if (caller == 0 && i == EACH / 4) {
                    publisher.close(Duration.ofMillis(20));
                }
                publish(publisher);
            }
        });
        return new HashSet<>(transport.ids());
    }

    /** Until it has taken over and sent whatever there is. */
    private void awaitEmpty(ActivityPublisher publisher) {
        while (!everythingButItsOwn().isEmpty()) {
            assertThat(publisher.flush(NET)).isZero();
        }
        assertThat(publisher.close(NET)).isZero();
    }

    private List<Path> everythingButItsOwn() {
        List<Path> segments = SpoolSteps.segmentsIn(root);
        return segments.size() <= 1 ? List.of() : segments;
    }

    @Test
    void listener_thatThrowsHarmsNothing() throws Exception {
        PublishListener broken = new PublishListener() {
            @Override
            public void onDelivered(int events) {
                throw new AssertionError("broken listener");
            }
        };
        ActivityPublisher publisher = publisher().listener(broken).build();
        publishInParallel(publisher);
        assertThat(publisher.close(NET)).isZero();

        assertThat(Set.copyOf(transport.ids())).isEqualTo(accepted).hasSize(CALLERS * EACH);
        assertThat(publisher.stats().listenerFailures()).isPositive();
        assertThat(everythingIn(root)).isEmpty();
    }

    @Test
    void directory_thatVanishesUnderTheirFeetStopsNobody() throws Exception {
        ActivityPublisher publisher = publisher().build();
        inParallel(caller -> {
            for (int i = 0; i < EACH; i++) {
                if (caller == 0 && i == EACH / 2) {
                    deleteEverything();
                }
                publish(publisher);
            }
        });
        publisher.close(NET);

        PublisherStats stats = publisher.stats();
        assertThat(stats.published()).isEqualTo(CALLERS * EACH);
        Set<String> arrived = Set.copyOf(transport.ids());
        assertThat(accepted).containsAll(arrived);
        assertThat(accepted.size() - arrived.size())
                .as("what was in the files alone is lost, and told")
                .isEqualTo((int) heard.reasons().stream()
                        .filter(DropReason.SPOOL_DAMAGED::equals)
                        .count());
        assertBalance(publisher);
        assertThat(publisher.stats().pending()).isZero();
    }

    private void deleteEverything() throws IOException {
        for (Path path : SpoolSteps.everythingIn(root)) {
            if (java.nio.file.Files.isRegularFile(path)) {
                java.nio.file.Files.deleteIfExists(path);
            }
        }
    }

    private void publish(ActivityPublisher publisher) {
        if (publisher.publish(Events.login()) instanceof PublishResult.Accepted kept) {
            accepted.add(kept.id());
        }
    }

    private void publishInParallel(ActivityPublisher publisher) throws Exception {
        inParallel(caller -> {
            for (int i = 0; i < EACH; i++) {
                publish(publisher);
            }
        });
    }

    private static void inParallel(Task task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                running.add(pool.submit(() -> {
                    task.run(caller);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Task {
        void run(int caller) throws Exception;
    }
}
