package dev.taly.activity.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

final class BatchGathererTest {
    private final FakeSource source = new FakeSource();

    @Test
    void batch_isAssembledFromReceivesOfTenAtMost() {
        source.with(25, "x");
        assertThat(gatherer(25, Duration.ofSeconds(5)).next(() -> false).size()).isEqualTo(25);
        assertThat(source.asked()).containsExactly(10, 10, 5);
        assertThat(source.nanoTime()).as("nobody waited").isZero();
    }

    @Test
    void batch_leavesUnfilledWhenItsWindowHasPassed() {
        source.with(3, "x");
        assertThat(gatherer(100, Duration.ofSeconds(5)).next(() -> false).size())
                .isEqualTo(3);
        assertThat(Duration.ofNanos(source.nanoTime())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void batch_withoutWindowLeavesAfterItsFirstReceive() {
        source.with(3, "x");
        assertThat(gatherer(10, Duration.ZERO).next(() -> false).size()).isEqualTo(3);
        assertThat(source.nanoTime()).isZero();
    }

    @Test
    void batch_inAHurryTakesWhatIsThereAndWaitsForNothing() {
        source.with(12, "x");
        assertThat(gatherer(100, Duration.ofMinutes(5)).next(() -> true).size()).isEqualTo(12);
        assertThat(source.nanoTime()).isZero();
    }

    @Test
    void batch_isEmptyAfterAWhileWithoutMessages() {
        assertThat(gatherer(100, Duration.ofSeconds(5)).next(() -> false).isEmpty())
                .isTrue();
        assertThat(gatherer(100, Duration.ofSeconds(5)).next(() -> true).isEmpty())
                .isTrue();
    }

    @Test
    void batch_neverExceedsSixMegabytesAndKeepsTheRestForTheNext() {
        source.with(30, "\u0001".repeat(50_000)); // 6 bytes each as JSON: 300 KB a record
        BatchGatherer gatherer = gatherer(30, Duration.ofSeconds(5));

        SqsEvent first = gatherer.next(() -> true);
        SqsEvent second = gatherer.next(() -> true);

        assertThat(first.json()).hasSizeLessThanOrEqualTo(SqsEvent.MAX_BYTES);
        assertThat(first.size()).isEqualTo(20);
        assertThat(second.size()).isEqualTo(10);
        assertThat(second.messages().get(0).messageId()).isEqualTo("m20");
    }

    @Test
    void batch_keepsAMessageThatCameTwice() {
        Message once = FakeSource.message("m", "x");
        Message again = once.toBuilder().receiptHandle("another handle").build();
        source.with(once).with(again);
        assertThat(gatherer(10, Duration.ZERO).next(() -> true).messages()).isEqualTo(List.of(once, again));
    }

    @Test
    void batch_thatGathersLeavesSoonWhenAHurryBegins() {
        source.with(3, "x");
        Duration later = Duration.ofSeconds(4);
        assertThat(gatherer(100, Duration.ofMinutes(5))
                        .next(() -> source.nanoTime() >= later.toNanos())
                        .size())
                .isEqualTo(3);
        assertThat(Duration.ofNanos(source.nanoTime())).isLessThan(later.multipliedBy(2));
    }

    @Test
    void batch_leavesWithWhatItHasWhenTheQueueStopsAnswering() {
        source.with(12, "x").failingAfter(2);
        assertThat(gatherer(100, Duration.ofSeconds(5)).next(() -> false).size())
                .isEqualTo(12);
    }

    @Test
    void queueThatNeverAnswers_isTheCallersTrouble() {
        source.failingAfter(0);
        assertThatIllegalStateException()
                .isThrownBy(() -> gatherer(100, Duration.ofSeconds(5)).next(() -> false));
    }

    private BatchGatherer gatherer(int batchSize, Duration window) {
        return new BatchGatherer(source, batchSize, window, source::nanoTime);
    }
}
