package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taly.activity.publish.Transport.Delivery;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers, real sender threads. Every wait is a safety net only. */
@Timeout(60)
class PublisherThreadsTest {
    private static final Duration NET = Duration.ofSeconds(30);
    private static final int CALLERS = 32;
    private static final int EACH = 200;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();

    private PublisherBuilder publisher() {
        return ActivityPublisher.to(transport).listener(heard).closeOnExit(false);
    }

    @Test
    void publish_neverBlocksWhileTheTopicHangs() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        transport.answer(batch -> {
            awaitQuietly(goOn);
            return FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = publisher().bufferEvents(100).build();
        long accepted = 0;
        for (int i = 0; i < 1_000; i++) {
            accepted += publisher.publish(Events.login()) instanceof PublishResult.Accepted ? 1 : 0;
        }

        assertThat(accepted).isEqualTo(100);
        assertThat(publisher.stats().dropped()).containsOnlyKeys(DropReason.BUFFER_FULL);
        assertThat(heard.reasons()).hasSize(900).containsOnly(DropReason.BUFFER_FULL);
        assertThat(publisher.flush(Duration.ofMillis(1))).isEqualTo(100);
        goOn.countDown();
        assertThat(publisher.close(NET)).isZero();
        assertBalance(publisher, 100, 900);
    }

    /** The deadline of close holds also where a call to the topic never ends, and what it leaves behind is counted. */
    @Test
    void close_ofAHangingTopicReturnsAtItsDeadlineAndCountsWhatIsLeft() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        transport.answer(batch -> {
            called.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = publisher().senders(1).build();
        for (int i = 0; i < 25; i++) {
            publisher.publish(Events.login());
        }

        awaitQuietly(called);
        assertThat(publisher.close(Duration.ofMillis(1))).isEqualTo(25);
        awaitQuietly(interrupted);
        assertThat(heard.reasons()).hasSize(25).containsOnly(DropReason.ABANDONED);
        assertBalance(publisher, 0, 25);
    }

    /** What 32 callers at once get, where some listener, some topic and some of the room is missing. */
    @Test
    void publish_ofManyCallersWithAListenerThatThrowsLosesNoCount() throws Exception {
        PublishListener broken = new PublishListener() {
            @Override
            public void onDelivered(int events) {
                heard.onDelivered(events);
                throw new IllegalStateException("broken listener");
            }

            @Override
            public void onDropped(DroppedEvent dropped) {
                heard.onDropped(dropped);
                throw new IllegalStateException("broken listener");
            }
        };
        ActivityPublisher publisher =
                publisher().listener(broken).bufferEvents(50).build();
        inParallel(CALLERS, () -> {
            for (int i = 0; i < EACH; i++) {
                publisher.publish(Events.login());
            }
        });

        assertThat(publisher.close(NET)).isZero();
        assertThat(publisher.stats().published()).isEqualTo(CALLERS * EACH);
        assertBalance(publisher, heard.delivered(), heard.dropped().size());
        assertThat(publisher.stats().listenerFailures()).isPositive();
    }

    @RepeatedTest(3)
    void everyEvent_isDeliveredOrDroppedOnce() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        transport.answer(batch -> {
            synchronized (random) {
                if (random.nextInt(20) == 0) {
                    throw new IllegalStateException("broken");
                }
                List<Delivery> deliveries = new ArrayList<>();
                batch.forEach(event -> deliveries.add(
                        switch (random.nextInt(8)) {
                            case 0 -> new Delivery.Failed("throttled");
                            case 1 -> new Delivery.Refused("bad");
                            default -> new Delivery.Delivered();
                        }));
                return random.nextInt(20) == 0 ? deliveries.subList(0, deliveries.size() / 2) : deliveries;
            }
        });
        ActivityPublisher publisher = publisher()
                .bufferEvents(2_000)
                .linger(Duration.ofMillis(1))
                .retryAfter(Duration.ofMillis(1), Duration.ofMillis(2))
                .build();
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        inParallel(CALLERS, () -> {
            for (int i = 0; i < EACH; i++) {
                if (publisher.publish(Events.login()) instanceof PublishResult.Accepted kept) {
                    accepted.add(kept.id());
                }
            }
        });

        assertThat(publisher.close(NET)).as("seed %d", seed).isZero();
        PublisherStats stats = publisher.stats();
        assertThat(stats.published()).isEqualTo(CALLERS * EACH);
        assertBalance(publisher, stats.delivered(), stats.droppedInAll());
        assertThat(heard.delivered()).isEqualTo((int) stats.delivered());
        assertThat(heard.dropped()).hasSize((int) stats.droppedInAll());
        long refused = stats.dropped().getOrDefault(DropReason.REFUSED, 0L);
        assertThat(stats.delivered() + refused).as("seed %d", seed).isEqualTo(accepted.size());
        assertThat(Set.copyOf(transport.ids())).isEqualTo(accepted);
    }

    @RepeatedTest(3)
    void close_racingPublishLosesNothingThatWasAccepted() throws Exception {
        ActivityPublisher publisher = publisher().build();
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        inParallel(CALLERS, () -> {
            int caller = start.await(30, TimeUnit.SECONDS);
            for (int i = 0; i < EACH; i++) {
                if (caller == 0 && i == EACH / 4) {
                    publisher.close(NET);
                }
                if (publisher.publish(Events.login()) instanceof PublishResult.Accepted kept) {
                    accepted.add(kept.id());
                }
            }
        });

        assertThat(Set.copyOf(transport.ids())).isEqualTo(accepted);
        assertThat(publisher.stats().published()).isEqualTo(CALLERS * EACH);
        assertThat(publisher.stats().dropped()).containsOnlyKeys(DropReason.CLOSED);
        assertBalance(publisher, accepted.size(), CALLERS * EACH - accepted.size());
    }

    @Test
    void seq_isContiguousAcrossThreads() throws Exception {
        ActivityPublisher publisher = publisher().build();
        inParallel(CALLERS, () -> {
            for (int i = 0; i < EACH; i++) {
                publisher.publish(Events.login());
            }
        });
        assertThat(publisher.close(NET)).isZero();

        Set<String> numbers = transport.batches().stream()
                .flatMap(List::stream)
                .map(event -> event.json().replaceAll(".*\"seq\":([0-9]+).*", "$1"))
                .collect(Collectors.toSet());
        assertThat(numbers).hasSize(CALLERS * EACH).contains("1", Integer.toString(CALLERS * EACH));
    }

    @Test
    void senders_areDaemonsThatKnowNothingOfTheCallerAndEndWithClose() throws Exception {
        InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
        request.set("request of tenant acme");
        List<Thread> senders = new ArrayList<>();
        List<String> inherited = new ArrayList<>();
        transport.answer(batch -> {
            senders.add(Thread.currentThread());
            inherited.add(String.valueOf(request.get()));
            return FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = publisher().senders(1).build();
        publisher.publish(Events.login());
        assertThat(publisher.close(NET)).isZero();

        assertThat(senders).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(senders.get(0).getName()).isEqualTo("activity-publisher-1");
        assertThat(inherited).containsExactly("null");
        senders.get(0).join(NET.toMillis());
        assertThat(senders.get(0).isAlive()).isFalse();
    }

    @Test
    void publish_worksOnAnInterruptedThread() {
        ActivityPublisher publisher = publisher().build();
        Thread.currentThread().interrupt();

        assertThat(publisher.publish(Events.login())).isInstanceOf(PublishResult.Accepted.class);
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(publisher.close(NET)).isZero();
        assertBalance(publisher, 1, 0);
    }

    @Test
    void publish_worksOnVirtualThreads() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with 21");
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        ActivityPublisher publisher = publisher().build();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Runnable publish = () -> publisher.publish(Events.login());
            callers.add((Thread) start.invoke(null, publish));
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(publisher.close(NET)).isZero();
        assertBalance(publisher, 1_000, 0);
    }

    private static void assertBalance(ActivityPublisher publisher, long delivered, long dropped) {
        PublisherStats stats = publisher.stats();
        assertThat(stats.pending()).isZero();
        assertThat(stats.delivered()).isEqualTo(delivered);
        assertThat(stats.droppedInAll()).isEqualTo(dropped);
        assertThat(stats.published()).isEqualTo(delivered + dropped);
    }

    private static void inParallel(int threads, Task task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    task.run();
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }
}
