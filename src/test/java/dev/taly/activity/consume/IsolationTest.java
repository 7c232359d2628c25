package dev.taly.activity.consume;

import static dev.taly.activity.consume.Messages.event;
import static dev.taly.activity.consume.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.MessageOutcome.Rejected;
import dev.taly.activity.consume.MessageOutcome.Stored;
import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one bad message, or a store that gets slow, costs the other messages of a large batch. */
@Timeout(60)
final class IsolationTest {
    private static final int LARGEST_BATCH = 10_000;

    @Test
    void poisonMessage_among9999GoodOnesCostsOneLetterAndNoRetry() {
        List<SourceMessage> batch = new ArrayList<>();
        IntStream.range(0, LARGEST_BATCH - 1).forEach(i -> batch.add(event("m" + i, "tenant-" + i % 50)));
        batch.add(LARGEST_BATCH / 2, message("poison", "{\"tenantId\":"));
        try (Workshop workshop = new Workshop()) {
            BatchResult result = workshop.consume(batch);

            assertThat(result.failedIds()).isEmpty();
            assertThat(result.outcomes().get("poison")).isInstanceOf(Rejected.class);
            assertThat(result.count(Stored.class)).isEqualTo(LARGEST_BATCH - 1);
            assertThat(workshop.deadLetters.arrived()).hasSize(1);
            assertThat(workshop.lines()).hasSize(50);
            assertThat(workshop.allLines()).hasSize(LARGEST_BATCH - 1);
        }
    }

    @Test
    void poisonMessage_thatTheDeadLetterQueueDoesNotTakeIsRetriedAlone() {
        List<SourceMessage> batch = new ArrayList<>();
        IntStream.range(0, 999).forEach(i -> batch.add(event("m" + i, "tenant-" + i % 50)));
        batch.add(message("poison", "no json"));
        try (Workshop workshop = new Workshop()) {
            workshop.deadLetters.takes(letter -> false);

            assertThat(workshop.consume(batch).failedIds()).containsExactly("poison");
        }
    }

    /** At the start twice, while the receipt is written, before the writes start; and for each event twice, to prepare it. */
    private static final int ASKED_BEFORE_THE_WRITES = 4;

    /** One write after the other, and the time is up in the middle of the 41st. */
    @Test
    void slowStore_keepsWhatIsDoneAtTheDeadlineAndFailsTheRest() {
        int inTime = 40;
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        TimeLeft untilThen = () -> asked.incrementAndGet() <= ASKED_BEFORE_THE_WRITES + 2 * 100 + inTime
                ? Duration.ofMinutes(1)
                : Duration.ZERO;
        try (Workshop workshop = new Workshop(
                EventRules.standard(), Executors.newFixedThreadPool(1), Clock.fixed(Messages.NOW, ZoneOffset.UTC))) {
            workshop.store.beforeCreate(object -> {
                if (object.key().startsWith("events/") && begun.incrementAndGet() > inTime) {
                    hang(object.key());
                }
            });
            List<SourceMessage> batch = IntStream.range(0, 100)
                    .mapToObj(i -> event("m" + i, "tenant-" + i))
                    .toList();

            BatchResult result = workshop.consume("batch", batch, untilThen);

            assertThat(result.count(Stored.class)).isEqualTo(inTime);
            assertThat(result.failedIds()).hasSize(60);
            assertThat(workshop.lines())
                    .as("of the rest, nothing arrives any more")
                    .hasSize(inTime);
        }
    }

    private static void hang(String key) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new ObjectStoreException(key, "was interrupted", e);
        }
    }
}
