package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When events leave, in units of milliseconds: linger 50, waits 100, 200, 400, …, delivery timeout 10,000. */
class ScheduleTest {
    /** Far from zero, and about to overflow: only differences may count. */
    private static final long START = Long.MAX_VALUE - Duration.ofMillis(500).toNanos();

    private static final PublisherSettings SETTINGS = new PublisherSettings(
            100,
            Transport.MAX_BYTES,
            Duration.ofMillis(50),
            1,
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            Duration.ZERO);

    private final Schedule schedule = new Schedule(SETTINGS, tries -> 100L << (tries - 1));
    private long number;

    @Test
    void batch_leavesAfterTheLinger() {
        assertThat(schedule.waitFor(at(0))).isEqualTo(Long.MAX_VALUE);
        Pending a = add(0);
        Pending b = add(20);

        assertThat(schedule.waitFor(at(20))).isEqualTo(millis(30));
        assertThat(schedule.waitFor(at(50))).isZero();
        assertThat(schedule.take(at(50))).containsExactly(a, b);
        assertThat(schedule.isEmpty()).isTrue();
    }

    @Test
    void batch_ofTenLeavesAtOnce() {
        List<Pending> all = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            all.add(add(0));
        }
        assertThat(schedule.waitFor(at(0))).isPositive();
        all.add(add(0));
        add(0);

        assertThat(schedule.waitFor(at(0))).isZero();
        assertThat(schedule.take(at(0))).isEqualTo(all);
        assertThat(schedule.waitFor(at(0))).isPositive();
    }

    @Test
    void batch_ofBytesLeavesAtOnceAndNeverHoldsMore() {
        int half = Transport.MAX_BYTES / 2;
        Pending a = add(0, half);
        Pending b = add(0, half - 1);
        assertThat(schedule.waitFor(at(0))).isPositive();
        Pending c = add(0, 100);

        assertThat(schedule.waitFor(at(0))).isZero();
        assertThat(schedule.take(at(0))).containsExactly(a, b);
        assertThat(schedule.waitFor(at(0))).isPositive();
        assertThat(schedule.take(at(50))).containsExactly(c);
    }

    @Test
    void batch_mayHoldOneEventThatIsTooLargeByItself() {
        Pending large = add(0, Transport.MAX_BYTES + 1);

        assertThat(schedule.take(at(0))).containsExactly(large);
    }

    @Test
    void hurry_endsTheLingerOfWhatIsThere() {
        add(0);
        schedule.hurry(number, at(1));
        assertThat(schedule.waitFor(at(1))).isZero();
        schedule.take(at(1));
        add(1);

        assertThat(schedule.waitFor(at(1))).isEqualTo(millis(50));
    }

    @Test
    void retry_waitsLongerEachTimeAndLetsOthersPass() {
        Pending failing = add(0);
        assertThat(schedule.take(at(50))).containsExactly(failing);
        schedule.retry(failing, at(50));
        schedule.answered();
        assertThat(schedule.waitFor(at(50))).isEqualTo(millis(100));

        Pending other = add(60);
        assertThat(schedule.take(at(110))).containsExactly(other);
        assertThat(schedule.take(at(150))).containsExactly(failing);
        schedule.retry(failing, at(150));
        schedule.answered();
        assertThat(schedule.waitFor(at(150))).isEqualTo(millis(200));
    }

    @Test
    void retry_thatIsDueTakesNewEventsAlong() {
        Pending failing = add(0);
        schedule.take(at(50));
        schedule.retry(failing, at(50));
        Pending other = add(149);

        assertThat(schedule.take(at(150))).containsExactly(failing, other);
    }

    @Test
    void retry_isDueAtTheDeliveryTimeoutAtTheLatest() {
        Pending failing = add(0);
        schedule.take(at(50));
        failing.tries = 20;
        schedule.retry(failing, at(50));

        assertThat(schedule.waitFor(at(50))).isEqualTo(millis(9_950));
        assertThat(schedule.isExpired(failing, at(9_999))).isFalse();
        assertThat(schedule.isExpired(failing, at(10_000))).isTrue();
    }

    @Test
    void failedBatch_pausesEverythingLongerEachTime() {
        Pending failing = add(0);
        schedule.take(at(50));
        schedule.failed(at(50));
        schedule.failed(at(60)); // another sender's, on its way at the same time
        schedule.retry(failing, at(60));
        for (int i = 0; i < 10; i++) {
            assertThat(add(60)).isNotNull();
        }
        assertThat(schedule.waitFor(at(60))).isEqualTo(millis(90));

        assertThat(schedule.waitFor(at(150))).isZero();
        schedule.failed(at(150));
        assertThat(schedule.waitFor(at(150))).isEqualTo(millis(200));
        schedule.answered();
        assertThat(schedule.waitFor(at(150))).isZero();
        schedule.failed(at(150));
        assertThat(schedule.waitFor(at(150))).as("starts over").isEqualTo(millis(100));
    }

    @Test
    void hurry_endsEveryWaitOnce() {
        Pending failing = add(0);
        schedule.take(at(50));
        schedule.retry(failing, at(50));
        schedule.failed(at(50));
        schedule.hurry(number, at(51));

        assertThat(schedule.waitFor(at(51))).isZero();
        assertThat(schedule.take(at(51))).containsExactly(failing);
        schedule.retry(failing, at(51));
        schedule.failed(at(51));
        assertThat(schedule.waitFor(at(51))).isPositive();
    }

    private Pending add(long millis) {
        return add(millis, 1_000);
    }

    /** An event that counts that many bytes. */
    private Pending add(long millis, int bytes) {
        OutboundEvent empty = new OutboundEvent("a", "acme", "user_login", Level.INFO, null, "{}", 0);
        OutboundEvent event =
                new OutboundEvent("a", "acme", "user_login", Level.INFO, null, "{}", bytes - empty.bytes());
        Pending pending = new Pending(event, null, ++number, at(millis));
        schedule.add(pending, at(millis));
        return pending;
    }

    private static long at(long millis) {
        return START + millis(millis);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
