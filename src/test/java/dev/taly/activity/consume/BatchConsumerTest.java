package dev.taly.activity.consume;

import static dev.taly.activity.consume.Messages.event;
import static dev.taly.activity.consume.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.MessageOutcome.Failed;
import dev.taly.activity.consume.MessageOutcome.Rejected;
import dev.taly.activity.consume.MessageOutcome.Stored;
import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises about a batch as a whole: nothing acknowledged too early, nobody's trouble anybody else's, all in time. */
@Timeout(90)
final class BatchConsumerTest {
    private static final SourceMessage BAD = message("bad", "no json");

    private final Workshop workshop = new Workshop();

    @AfterEach
    void close() {
        workshop.close();
    }

    // 1. Acknowledged only after the line is in S3 or the rejection in the DLQ.

    @Test
    void consume_storesEachEventInTheObjectThatItsOutcomeNames() {
        BatchResult result = workshop.consume(
                event("1", "acme"), event("2", "beta"), event("3", "acme"), event("4", "acme", "2024-03-27T23:59:59Z"));

        assertThat(result.failedIds()).isEmpty();
        assertThat(workshop.lines()).hasSize(3);
        result.outcomes()
                .forEach((id, outcome) -> assertThat(workshop.lines().get(((Stored) outcome).key()))
                        .anyMatch(line -> line.contains("\"id\":\"" + id + "\"")));
    }

    @Test
    void consume_ofAnEmptyBatchWritesNothing() {
        assertThat(workshop.consume().outcomes()).isEmpty();
        assertThat(workshop.store.keys()).isEmpty();
    }

    @Test
    void consume_announcesEveryObjectBeforeItIsWritten() {
        List<String> order = new ArrayList<>();
        workshop.store.beforeCreate(object -> {
            synchronized (order) {
                order.add(object.key());
            }
        });

        workshop.consume(event("1", "acme"), event("2", "beta"));

        assertThat(order).hasSize(3);
        assertThat(order.get(0)).isEqualTo("receipts/2024-03-28/12/20240328T124533.120Z-batch.json");
    }

    @Test
    void consume_writesAndAcknowledgesNoEventWhenTheReceiptFails() {
        workshop.store.beforeCreate(failFor("receipts/"));

        BatchResult result = workshop.consume(event("1", "acme"), BAD, event("2", "beta"));

        assertThat(result.failedIds()).containsExactly("1", "2");
        assertThat(result.outcomes().get("bad")).isInstanceOf(Rejected.class);
        assertThat(workshop.store.keys()).isEmpty();
    }

    @Test
    void consume_failsTheMessagesOfALostAnswer() {
        workshop.store.afterCreate(failFor("events/"));

        assertThat(workshop.consume(event("1", "acme")).failedIds()).containsExactly("1");
    }

    @Test
    void consume_failsALetterThatTheQueueDidNotTake() {
        workshop.deadLetters.takes(letter -> !letter.message().messageId().equals("bad"));

        BatchResult result = workshop.consume(BAD, message("worse", "[]"), event("1", "acme"));

        assertThat(result.failedIds()).containsExactly("bad");
    }

    @Test
    void consume_failsTheLettersOfAQueueThatThrows() {
        workshop.deadLetters.takes(letter -> {
            throw new IllegalStateException("closed");
        });

        BatchResult result = workshop.consume(BAD, event("1", "acme"));

        assertThat(result.failedIds()).containsExactly("bad");
    }

    @Test
    void consume_failsOnlyTheMessageThatAnErrorHits() {
        Workshop broken = new Workshop(EventRules.standard(), Executors.newFixedThreadPool(1), new Clock() {
            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public Instant instant() {
                // The first asks for the batch, the second for the message that the queue gave no time.
                if (calls.incrementAndGet() == 2) {
                    throw new StackOverflowError();
                }
                return Messages.NOW;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        try (broken) {
            SourceMessage timeless =
                    new SourceMessage("x", Messages.eventJson("x", "a", "2024-03-28T10:00:00Z"), null, Map.of());

            BatchResult result = broken.consume(event("1", "acme"), timeless, event("2", "acme"));

            assertThat(result.outcomes())
                    .containsEntry("x", new Failed("it could not be prepared: java.lang.StackOverflowError"));
            assertThat(result.failedIds()).containsExactly("x");
            assertThat(broken.allLines()).hasSize(2);
        }
    }

    @Test
    void consume_survivesAnErrorOfTheStore() {
        workshop.store.beforeCreate(object -> {
            if (object.key().contains("tenant=acme")) {
                throw new OutOfMemoryError("in a test");
            }
        });

        BatchResult result = workshop.consume(event("1", "acme"), event("2", "beta"));

        assertThat(result.failedIds()).containsExactly("1");
    }

    @Test
    void consume_failsAllWhenTheThreadsAreShutDown() {
        workshop.close();

        assertThat(workshop.consume(event("1", "acme"), BAD).failedIds()).containsExactly("1", "bad");
    }

    @Test
    void consume_failsWhatIsOpenWhenItIsInterruptedAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();

        BatchResult result = workshop.consume(event("1", "acme"), event("2", "beta"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcomes()).hasSize(2);
        result.outcomes().forEach((id, outcome) -> {
            if (outcome instanceof Stored) {
                assertThat(workshop.allLines()).anyMatch(line -> line.contains("\"id\":\"" + id + "\""));
            }
        });
    }

    @Test
    void consume_decidesAMessageThatIsThereTwiceOnce() {
        BatchResult result = workshop.consume(event("1", "acme"), BAD, event("1", "acme"), BAD);

        assertThat(result.outcomes()).hasSize(2);
        assertThat(workshop.allLines()).hasSize(1);
        assertThat(workshop.deadLetters.arrived()).hasSize(1);
    }

    @Test
    void consume_ofTheSameBatchAgainGivesTheSameLines() {
        List<SourceMessage> batch = List.of(
                event("1", "acme"),
                message(
                        "2",
                        Messages.eventJson("x", "acme", "2024-03-28T10:00:00Z").replace("\"id\":\"x\",", "")));
        workshop.consume("first", batch, Workshop.ENOUGH);
        List<String> first = workshop.allLines();

        try (Workshop later = new Workshop(
                EventRules.standard(),
                Executors.newFixedThreadPool(1),
                Clock.fixed(Messages.NOW.plusSeconds(900), ZoneOffset.UTC))) {
            later.consume("second", batch, Workshop.ENOUGH);

            assertThat(later.allLines()).isEqualTo(first);
        }
    }

    // 3. One tenant's failing partition fails only that tenant's messages.

    @Test
    void consume_failsOnlyTheMessagesOfAFailingPartition() {
        workshop.store.beforeCreate(failFor("events/tenant=beta/"));

        BatchResult result =
                workshop.consume(event("1", "acme"), event("2", "beta"), event("3", "gamma"), event("4", "beta"), BAD);

        assertThat(result.failedIds()).containsExactly("2", "4");
        assertThat(result.count(Stored.class)).isEqualTo(2);
        assertThat(result.count(Rejected.class)).isEqualTo(1);
    }

    @Test
    void consume_writesMorePartitionsThanThereAreThreads() {
        List<SourceMessage> batch = IntStream.range(0, 300)
                .mapToObj(i -> event("m" + i, "tenant-" + i))
                .toList();

        assertThat(workshop.consume(batch).failedIds()).isEmpty();
        assertThat(workshop.lines()).hasSize(300);
    }

    @Test
    void consume_storesEventsWhileTheDeadLetterQueueHangs() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(40);
        workshop.store.afterCreate(object -> stored.countDown());
        workshop.deadLetters.takes(letter -> hang(never));
        List<SourceMessage> batch = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> batch.add(message("bad" + i, "no json")));
        IntStream.range(0, 39).forEach(i -> batch.add(event("m" + i, "tenant-" + i)));

        // Were the letters on the writers' threads, the receipt would wait behind them until the minute is over.
        BatchResult result = workshop.consume("batch", batch, aSecondAfter(stored, 439, 39));

        assertThat(result.count(Stored.class)).isEqualTo(39);
        assertThat(result.failedIds()).hasSize(400);
    }

    // 4. It stops in time.

    @Test
    void consume_startsNothingWhenTheTimeIsOverAtTheStart() {
        BatchResult result = workshop.consume("batch", List.of(event("1", "acme"), BAD), () -> Duration.ZERO);

        assertThat(result.failedIds()).containsExactly("1", "bad");
        assertThat(workshop.store.keys()).isEmpty();
        assertThat(workshop.deadLetters.arrived()).isEmpty();
    }

    @Test
    void consume_writesNothingWhenTheTimeIsOverAfterTheReceipt() {
        TimeLeft untilTheReceipt =
                () -> workshop.store.keys().isEmpty() ? Duration.ofMinutes(1) : Duration.ofMillis(-1);

        BatchResult result = workshop.consume("batch", List.of(event("1", "acme")), untilTheReceipt);

        assertThat(result.failedIds()).containsExactly("1");
        assertThat(workshop.lines()).isEmpty();
    }

    /** At the start twice, while the receipt is written, before the writes start; and for each message and event, to prepare it. */
    private static final int ASKED_BEFORE_THE_WRITES = 4;

    @Test
    void consume_failsWhatHangsAndKeepsWhatIsDone() {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(2);
        workshop.store.beforeCreate(object -> {
            if (object.key().contains("tenant=slow")) {
                hang(new CountDownLatch(1));
                interrupted.countDown();
                throw new ObjectStoreException(object.key(), "was interrupted");
            }
        });
        workshop.store.afterCreate(object -> {
            if (object.key().startsWith("events/")) {
                others.countDown();
            }
        });

        BatchResult result = workshop.consume(
                "batch",
                List.of(event("1", "slow"), event("2", "acme"), event("3", "beta")),
                aSecondAfter(others, 3, 3));

        assertThat(result.failedIds()).containsExactly("1");
        assertThat(result.outcomes()).containsEntry("1", new Failed("the time was up"));
        awaitQuietly(interrupted);
    }

    @Test
    void consume_takesAnyAmountOfTime() {
        BatchResult result =
                workshop.consume("batch", List.of(event("1", "acme")), () -> Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(result.failedIds()).isEmpty();
    }

    // 6. Outcomes are return values.

    @Test
    void consume_runsSideBySideWithOtherBatches() {
        List<BatchResult> results = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> workshop.consume(
                        "batch-" + i, List.of(event("a" + i, "acme"), event("b" + i, "beta"), BAD), Workshop.ENOUGH))
                .toList();

        assertThat(results).allSatisfy(result -> {
            assertThat(result.outcomes()).hasSize(3);
            assertThat(result.failedIds()).isEmpty();
        });
        assertThat(workshop.allLines()).hasSize(64);
    }

    /** Plenty until the writes have begun; then a second from when the latch opens, for what will not end by itself. */
    private static TimeLeft aSecondAfter(CountDownLatch done, int messages, int events) {
        int askedBefore = ASKED_BEFORE_THE_WRITES + messages + events;
        AtomicInteger asked = new AtomicInteger();
        AtomicLong end = new AtomicLong();
        return () -> {
            if (asked.incrementAndGet() <= askedBefore) {
                return Duration.ofMinutes(1);
            }
            awaitQuietly(done);
            long now = System.nanoTime();
            end.compareAndSet(0, now + Duration.ofSeconds(1).toNanos());
            return Duration.ofNanos(end.get() - now);
        };
    }

    private static Consumer<NewObject> failFor(String prefix) {
        return object -> {
            if (object.key().startsWith(prefix)) {
                throw new ObjectStoreException(object.key(), "cannot be written");
            }
        };
    }

    private static boolean hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
