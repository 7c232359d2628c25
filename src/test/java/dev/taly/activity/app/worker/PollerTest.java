package dev.taly.activity.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.consume.BatchFigures;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.MessageOutcome;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.TimeLeft;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;

/** Every step of a poller that can fail, by a clock that only the queue and the test move. */
@Timeout(60)
final class PollerTest {
    private static final Duration VISIBILITY = Duration.ofMinutes(2);
    private static final MessageOutcome STORED = new MessageOutcome.Stored("events/…", 1, Instant.EPOCH);
    private static final MessageOutcome FAILED = new MessageOutcome.Failed("S3 is down");

    private final FakeQueue queue = new FakeQueue();
    private final Stopping stopping = new Stopping(queue::nanoTime);
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private SlowQueue.Pause slow = (step, messages) -> {};

    @Test
    void batch_isDeletedAsFarAsItsOutcomesSayDone() {
        queue.with("done", "failed");

        poller((id, messages, left) -> outcomes(messages, message -> message.equals("done") ? STORED : FAILED))
                .turn();

        assertThat(queue.left()).containsExactly(Map.entry("failed", 60L));
        assertThat(pauses).as("something was done").isEmpty();
    }

    @Test
    void messageWithoutAnOutcome_isNotDeleted() {
        queue.with("known", "forgotten");

        poller((id, messages, left) -> new BatchResult(Map.of("known", STORED), Map.of(), BatchFigures.NONE))
                .turn();

        assertThat(queue.left()).containsOnlyKeys("forgotten");
    }

    @Test
    void outcomeOfAStranger_deletesNothing() {
        queue.with("m");

        poller((id, messages, left) -> new BatchResult(Map.of("x", STORED), Map.of(), BatchFigures.NONE))
                .turn();

        assertThat(queue.left()).containsOnlyKeys("m");
    }

    @Test
    void failedMessage_comesAgainSoonAndThenAsLateAsFromTheFunction() {
        queue.with("m");
        Poller poller = poller((id, messages, left) -> outcomes(messages, message -> FAILED));

        poller.turn();
        assertThat(queue.left()).containsExactly(Map.entry("m", 60L));
        queue.pass(Duration.ofMinutes(1));
        poller.turn();
        assertThat(queue.left()).containsExactly(Map.entry("m", 660L));
    }

    /** What is received while nothing can be stored would only lose a receive, and be a dead letter the sooner. */
    @Test
    void outage_isWaitedForWithGrowingPauses() {
        IntStream.range(0, 1_000).forEach(i -> queue.with("m" + i));
        Poller poller = poller((id, messages, left) -> outcomes(messages, message -> FAILED));

        IntStream.range(0, 9).forEach(i -> poller.turn());

        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void receiveThatFails_isTriedAgainAfterGrowingPauses() {
        queue.with("m").answers(receive -> receive > 3);
        Poller poller = poller(this::store);

        IntStream.range(0, 3).forEach(i -> poller.turn());
        assertThat(poller.queueAnswers()).isFalse();
        poller.turn();

        assertThat(poller.queueAnswers()).isTrue();
        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L);
        assertThat(faults).containsExactly("receive", "receive", "receive");
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void receiveThatFailsWhileABatchGathers_costsTheBatchNothing() {
        IntStream.range(0, 12).forEach(i -> queue.with("m" + i));
        queue.answers(receive -> receive == 1);

        poller(this::store, 1_000, Duration.ofSeconds(5)).turn();

        assertThat(stored).hasSize(10);
        assertThat(queue.left()).hasSize(2);
    }

    /** Nobody works on what was gathered, so nobody may go on holding it. */
    @Test
    void errorWhileABatchGathers_givesTheBatchBackAtOnce() {
        IntStream.range(0, 12).forEach(i -> queue.with("m" + i));
        queue.answers(receive -> {
            if (receive == 2) {
                throw new OutOfMemoryError("in a test");
            }
            return true;
        });
        Poller poller = poller(this::store, 1_000, Duration.ofSeconds(5));

        poller.turn();
        assertThat(poller.held().size()).isZero();
        assertThat(queue.left())
                .hasSize(12)
                .allSatisfy((id, seconds) -> assertThat(seconds).isZero());
        poller.turn();
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void consumerThatThrows_deletesNothing() {
        queue.with("m1", "m2");

        poller((id, messages, left) -> {
                    throw new OutOfMemoryError("in a test");
                })
                .turn();

        assertThat(queue.left()).containsOnlyKeys("m1", "m2").containsValues(60L);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void deleteThatFails_isTriedThreeTimesForWhatIsLeft() {
        queue.with("m1", "m2");
        Set<String> tried = new HashSet<>();
        queue.deletes(message -> message.messageId().equals("m1") || !tried.add(message.receiptHandle()));

        poller(this::store).turn();

        assertThat(queue.left()).isEmpty();
        assertThat(faults).containsExactly("delete");
    }

    @Test
    void deleteThatKeepsFailing_leavesADuplicateAndLosesNothing() {
        queue.with("m").deletes(message -> false);
        Poller poller = poller(this::store);
        poller.turn();
        assertThat(queue.left()).containsOnlyKeys("m");

        queue.pass(VISIBILITY);
        queue.deletes(message -> true);
        poller.turn();

        assertThat(stored).containsExactly("m", "m");
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void batchThatTakesLong_isHiddenAllTheTime() {
        queue.with("m");
        Poller[] poller = new Poller[1];
        poller[0] = poller((id, messages, left) -> {
            for (int i = 0; i < 40; i++) {
                queue.pass(VISIBILITY.dividedBy(8));
                poller[0].held().extend();
                assertThat(queue.left().get("m")).isPositive();
            }
            return store(id, messages, left);
        });

        poller[0].turn();

        assertThat(queue.left()).isEmpty();
        assertThat(stored).containsExactly("m");
    }

    @Test
    void extensionThatFails_givesADuplicateAndLosesNothing() {
        queue.with("m").hides(message -> false);
        Poller other = poller(this::store);
        Poller[] poller = new Poller[1];
        poller[0] = poller((id, messages, left) -> {
            for (int i = 0; i < 16; i++) {
                queue.pass(VISIBILITY.dividedBy(8));
                poller[0].held().extend();
            }
            other.turn();
            return store(id, messages, left);
        });

        poller[0].turn();

        assertThat(stored).containsExactly("m", "m");
        assertThat(faults).contains("extend");
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void crashBetweenWriteAndDelete_bringsTheMessageToTheNext() {
        queue.with("m").deletes(message -> {
            throw new LinkageError("killed");
        });
        poller(this::store).turn();

        queue.deletes(message -> true);
        queue.pass(VISIBILITY);
        poller(this::store).turn();

        assertThat(stored).containsExactly("m", "m");
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void stop_receivesNoMoreAndFinishesWhatHasBegun() {
        IntStream.range(0, 25).forEach(i -> queue.with("m" + i));
        Poller poller = poller(
                (id, messages, left) -> {
                    stopping.begin(Duration.ofSeconds(20));
                    return store(id, messages, left);
                },
                10);

        poller.run();

        assertThat(stored).hasSize(10);
        assertThat(queue.left()).hasSize(15).containsValues(0L);
        assertThat(queue.receives()).isOne();
    }

    @Test
    void stop_givesBackAtOnceWhatFailedAndWhatWasNotBegun() {
        // Each is 4 MB as JSON, so two do not fit into one batch.
        String large = "\u0001".repeat(700_000);
        queue.withBody("m1", large).withBody("m2", large).withBody("m3", large);

        poller((id, messages, left) -> {
                    stopping.begin(Duration.ofSeconds(20));
                    return outcomes(messages, message -> message.equals("m1") ? STORED : FAILED);
                })
                .run();

        assertThat(queue.left()).isEqualTo(Map.of("m2", 0L, "m3", 0L));
    }

    @Test
    void stop_shortensTheTimeThatABatchHas() {
        queue.with("m");
        List<Duration> left = new ArrayList<>();

        poller((id, messages, timeLeft) -> {
                    left.add(timeLeft.get());
                    stopping.begin(Duration.ofSeconds(20));
                    left.add(timeLeft.get());
                    return store(id, messages, timeLeft);
                })
                .run();

        assertThat(left).containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(18));
    }

    /** An answer takes a second, so that of 30 requests there is time for 20. */
    @Test
    void whatCannotBeSettledInTime_isSaidAndComesAgain() {
        IntStream.range(0, 300).forEach(i -> queue.with("m" + i));
        List<String> steps = new ArrayList<>();
        slow = (step, messages) -> {
            steps.add(step);
            queue.pass(Duration.ofSeconds(1));
        };

        poller(
                        (id, messages, left) -> {
                            stopping.begin(Duration.ofSeconds(20));
                            return outcomes(messages, message -> message.length() < 4 ? STORED : FAILED);
                        },
                        300,
                        Duration.ofSeconds(5))
                .run();

        assertThat(steps).hasSize(20).startsWith("delete").endsWith("release");
        assertThat(queue.left()).hasSize(200).containsValue(0L);
        assertThat(queue.left().values()).filteredOn(seconds -> seconds > 0).hasSize(100);
        assertThat(faults).containsExactly("release");
    }

    @Test
    void reserve_isAsLongAsALargeBatchNeedsAndHalfOfTheTimeAtMost() {
        Duration time = Duration.ofSeconds(20);

        assertThat(Settling.reserve(1, time)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Settling.reserve(1_000, time)).isEqualTo(Duration.ofMillis(3_750));
        assertThat(Settling.reserve(10_000, time)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Settling.reserve(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void messageOfTwoReceipts_isDeletedByBoth() {
        // Its visibility ends while the batch gathers.
        queue.with("m");
        List<Message> deleted = new ArrayList<>();
        queue.deletes(deleted::add);

        poller(this::store, 10, Duration.ofMinutes(5)).turn();

        assertThat(deleted).extracting(Message::messageId).hasSizeGreaterThan(1).containsOnly("m");
        assertThat(queue.left()).isEmpty();
    }

    /** Whatever fails, in whatever order: what is gone from the queue is stored. */
    @Test
    void randomFaults_loseNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> sent = new TreeSet<>();
        queue.answers(receive -> random.nextInt(5) > 0)
                .deletes(message -> random.nextInt(4) > 0)
                .hides(message -> random.nextInt(3) > 0);
        for (int round = 0; round < 400; round++) {
            for (int i = random.nextInt(20); i > 0; i--) {
                String id = "m" + sent.size();
                sent.add(id);
                queue.with(id);
            }
            Poller poller = poller((id, messages, left) -> unreliable(messages, random));
            for (int turns = random.nextInt(4); turns >= 0; turns--) {
                poller.turn();
                poller.held().extend();
            }
            if (random.nextBoolean()) {
                poller.held().release();
            }
            queue.pass(Duration.ofSeconds(random.nextInt(200)));
            Set<String> gone = new TreeSet<>(sent);
            gone.removeAll(queue.left().keySet());
            assertThat(stored).as("seed %d", seed).containsAll(gone);
        }
        assertThat(stored).as("seed %d", seed).hasSizeGreaterThan(1_000);
    }

    private BatchResult unreliable(Collection<SourceMessage> messages, Random random) {
        if (random.nextInt(10) == 0) {
            throw new IllegalStateException("the consumer is broken");
        }
        return outcomes(messages, message -> {
            if (random.nextInt(4) == 0) {
                return FAILED;
            }
            stored.add(message);
            return STORED;
        });
    }

    private Poller poller(MessageConsumer consumer) {
        return poller(consumer, 1_000);
    }

    private Poller poller(MessageConsumer consumer, int batchSize) {
        return poller(consumer, batchSize, Duration.ZERO);
    }

    private Poller poller(MessageConsumer consumer, int batchSize, Duration window) {
        WorkerSettings settings =
                new WorkerSettings(1, batchSize, window, VISIBILITY, Duration.ofMinutes(1), Duration.ofSeconds(20));
        return new Poller(
                new SlowQueue(queue, (step, messages) -> slow.before(step, messages)),
                new Requests(Runnable::run, stopping),
                consumer,
                settings,
                stopping,
                measured -> measured.samples().stream().map(Sample::label).forEach(faults::add),
                queue::nanoTime,
                pauses::add);
    }

    private BatchResult store(String batchId, Collection<SourceMessage> messages, TimeLeft timeLeft) {
        messages.stream().map(SourceMessage::messageId).distinct().forEach(stored::add);
        return outcomes(messages, message -> STORED);
    }

    private interface Fate {
        MessageOutcome of(String messageId);
    }

    private static BatchResult outcomes(Collection<SourceMessage> messages, Fate fate) {
        Map<String, MessageOutcome> outcomes = new LinkedHashMap<>();
        messages.forEach(message -> outcomes.computeIfAbsent(message.messageId(), fate::of));
        return new BatchResult(outcomes, Map.of(), BatchFigures.NONE);
    }
}
