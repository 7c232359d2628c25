package dev.taly.activity.app.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.consume.BatchFigures;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageOutcome;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.faults.Await;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads around the pollers. */
@Timeout(60)
final class WorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeQueue queue = new FakeQueue().with("m1", "m2", "m3");

    @Test
    void close_endsWhatHasBegunAndIsNotReadyAnyMore() {
        Worker worker = Worker.start(queue, (id, messages, left) -> stored(messages), settings(20), MetricSink.none());
        assertThat(Await.until(PATIENCE, () -> queue.left().isEmpty())).isTrue();
        assertThat(worker.isReady()).isTrue();

        worker.close();

        assertThat(worker.isReady()).isFalse();
    }

    /** It would be killed if it took longer than it is given. */
    @Test
    void close_givesBackWhatABatchHoldsThatDoesNotEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Worker worker = Worker.start(
                queue,
                (id, messages, left) -> {
                    begun.countDown();
                    await(never);
                    return new BatchResult(Map.of(), Map.of(), BatchFigures.NONE);
                },
                settings(0),
                MetricSink.none());
        begun.await();

        worker.close();

        assertThat(queue.left()).isEqualTo(Map.of("m1", 0L, "m2", 0L, "m3", 0L));
    }

    /** A hundred requests of 30 ms each, one after the other, would take three seconds; two are kept back. */
    @Test
    void close_settlesALargeBatchInTimeThoughTheQueueIsSlow() throws InterruptedException {
        IntStream.range(0, 997).forEach(i -> queue.with((i % 2 == 0 ? "done" : "failed") + i));
        CountDownLatch begun = new CountDownLatch(1);
        List<String> faults = new CopyOnWriteArrayList<>();
        Worker worker = Worker.start(
                new SlowQueue(queue, (step, messages) -> LockSupport.parkNanos(30_000_000)),
                (id, messages, left) -> {
                    begun.countDown();
                    // As long as it may.
                    Await.until(PATIENCE, () -> left.get().isNegative());
                    return stored(messages.stream()
                            .filter(message -> !message.messageId().startsWith("failed"))
                            .toList());
                },
                new WorkerSettings(
                        1,
                        1_000,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(4)),
                said(faults));
        begun.await();
        long begin = System.nanoTime();

        worker.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(queue.left())
                .hasSize(498)
                .containsOnlyKeys(failedIds())
                .allSatisfy((id, seconds) -> assertThat(seconds).isZero());
        assertThat(faults).isEmpty();
    }

    @Test
    void close_endsInTimeAndSaysSoThoughTheQueueHangs() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<String> faults = new CopyOnWriteArrayList<>();
        Worker worker = Worker.start(
                new SlowQueue(queue, (step, messages) -> {
                    asked.countDown();
                    await(never);
                    throw new IllegalStateException("the queue is down");
                }),
                (id, messages, left) -> stored(messages),
                settings(1),
                said(faults));
        asked.await();
        long begin = System.nanoTime();

        worker.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(Await.until(PATIENCE, () -> faults.contains("delete"))).isTrue();
        assertThat(queue.left()).containsOnlyKeys("m1", "m2", "m3");
    }

    @Test
    void worker_whoseQueueDoesNotAnswerIsNotReady() {
        queue.answers(receive -> false);

        try (Worker worker =
                Worker.start(queue, (id, messages, left) -> stored(messages), settings(0), MetricSink.none())) {
            assertThat(worker.isReady()).isFalse();
        }
    }

    /** Figures are nobody's reason to lose hold of a message. */
    @Test
    void sinkThatThrows_stopsNoPoller() {
        queue.deletes(message -> !message.receiptHandle().endsWith("#1"));
        MetricSink broken = measured -> {
            throw new IllegalStateException("no room for figures");
        };

        try (Worker worker = Worker.start(queue, (id, messages, left) -> stored(messages), settings(0), broken)) {
            assertThat(Await.until(PATIENCE, () -> queue.left().isEmpty())).isTrue();
            assertThat(worker.isReady()).isTrue();
        }
    }

    @Test
    void settings_refuseWhatSqsWould() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkerSettings(
                        1, 10, Duration.ZERO, Duration.ofHours(13), Duration.ofSeconds(1), Duration.ZERO))
                .withMessage("the visibility must be 10 to 43200 s");
    }

    private static MetricSink said(List<String> faults) {
        return measured -> measured.samples().stream().map(Sample::label).forEach(faults::add);
    }

    private static Set<String> failedIds() {
        return IntStream.range(0, 997)
                .filter(i -> i % 2 == 1)
                .mapToObj(i -> "failed" + i)
                .collect(Collectors.toSet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WorkerSettings settings(int stopSeconds) {
        return new WorkerSettings(
                1, 10, Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofSeconds(stopSeconds));
    }

    private static BatchResult stored(Collection<SourceMessage> messages) {
        Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();
        messages.forEach(
                message -> outcomes.put(message.messageId(), new MessageOutcome.Stored("events/…", 1, Instant.EPOCH)));
        return new BatchResult(outcomes, Map.of(), BatchFigures.NONE);
    }
}
