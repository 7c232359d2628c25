package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.Level;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.publish.Transport.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StubTopic topic = new StubTopic();
    private final AtomicLong nanos = new AtomicLong();
    private final Publishing publishing = new Publishing(topic, Runnable::run, nanos::get);

    @Test
    void events_goInBatchesOfTenAndOfTheMostBytes() {
        publishing.publish(events(25, 100), SECOND);
        publishing.publish(events(5, 100_000), SECOND);

        assertThat(topic.batchSizes()).containsExactly(10, 10, 5, 2, 2, 1);
    }

    @Test
    void failedOnes_areTriedOnceMoreAndNotTheOthers() {
        Set<String> seen = new HashSet<>();
        topic.answer(event -> !event.id().equals("e3") || !seen.add(event.id())
                ? new Delivery.Delivered()
                : new Delivery.Failed("once"));

        List<Delivery> deliveries = publishing.publish(events(12, 100), SECOND);

        assertThat(deliveries).hasSize(12).allMatch(Delivery.Delivered.class::isInstance);
        assertThat(topic.batchSizes()).containsExactly(10, 2, 1);
        assertThat(topic.ids()).doesNotHaveDuplicates();
    }

    @Test
    void refusedOnes_areNotTriedAgain() {
        topic.answer(event -> new Delivery.Refused("no"));

        assertThat(publishing.publish(events(1, 100), SECOND)).hasOnlyElementsOfType(Delivery.Refused.class);
        assertThat(topic.batchSizes()).containsExactly(1);
    }

    @Test
    void nothing_isTriedAgainAfterTheDeadline() {
        topic.answer(event -> {
            nanos.addAndGet(SECOND.toNanos());
            return new Delivery.Failed("slow");
        });

        assertThat(publishing.publish(events(1, 100), SECOND)).hasOnlyElementsOfType(Delivery.Failed.class);
        assertThat(topic.batchSizes()).containsExactly(1);
    }

    @Test
    void answer_thatForgetsEventsLeavesThemUnconfirmed() {
        Transport forgetful = transport(batch -> List.of(new Delivery.Delivered()));

        assertThat(new Publishing(forgetful, Runnable::run, nanos::get).publish(events(5, 100), SECOND))
                .filteredOn(Delivery.Delivered.class::isInstance)
                .hasSize(2);
    }

    @Test
    void tasks_thatTheThreadsRefuseCountAsFailed() {
        Publishing full = new Publishing(
                topic,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                nanos::get);

        assertThat(full.publish(events(3, 100), SECOND)).hasSize(3).hasOnlyElementsOfType(Delivery.Failed.class);
    }

    @Test
    void transport_thatHangsCostsOnlyTheTimeThatIsAllowed() {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Publishing hanging = new Publishing(
                    transport(batch -> {
                        if (batch.get(0).id().equals("e0")) {
                            never.await();
                        }
                        return batch.stream()
                                .<Delivery>map(event -> new Delivery.Delivered())
                                .toList();
                    }),
                    threads,
                    System::nanoTime);

            List<Delivery> deliveries = hanging.publish(events(20, 100), Duration.ofMillis(200));

            assertThat(deliveries.subList(0, 10)).hasOnlyElementsOfType(Delivery.Failed.class);
            assertThat(deliveries.subList(10, 20)).hasOnlyElementsOfType(Delivery.Delivered.class);
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Sends {
        List<Delivery> send(List<OutboundEvent> batch) throws InterruptedException;
    }

    private static Transport transport(Sends sends) {
        return new Transport() {
            @Override
            public List<Delivery> send(List<OutboundEvent> batch) {
                try {
                    return sends.send(batch);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static List<OutboundEvent> events(int count, int bytes) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> new OutboundEvent("e" + i, "acme", "user_login", Level.INFO, null, "{}", bytes))
                .toList());
    }
}
