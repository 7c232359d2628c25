package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RefreshedTest {
    private final SteppedClock clock = new SteppedClock();
    private int loads;
    private boolean fails;

    private final Supplier<Integer> value = new Refreshed<>(
            "numbers",
            () -> {
                if (fails) {
                    throw new IllegalStateException("no answer");
                }
                return ++loads;
            },
            Duration.ofMinutes(15),
            clock);

    @Test
    void value_isLoadedOnceUntilItIsOld() {
        assertThat(value.get()).isEqualTo(1);
        clock.now = clock.now.plus(Duration.ofMinutes(15)).minusNanos(1);
        assertThat(value.get()).isEqualTo(1);
        clock.now = clock.now.plusNanos(1);
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void failure_leavesTheLastGoodOneAndIsTriedAgainLater() {
        assertThat(value.get()).isEqualTo(1);
        fails = true;
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(value.get()).isEqualTo(1);

        fails = false;
        assertThat(value.get()).isEqualTo(1);
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void failureBeforeThereEverWasOne_isTheCallersAndTriedAgainAfterSomeSeconds() {
        fails = true;
        assertThatThrownBy(value::get).hasMessage("no answer");

        fails = false;
        assertThatThrownBy(value::get).hasMessage("numbers could not be loaded moments ago");
        assertThat(loads).isZero();
        clock.now = clock.now.plusSeconds(5);
        assertThat(value.get()).isEqualTo(1);
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.parse("2024-03-28T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
