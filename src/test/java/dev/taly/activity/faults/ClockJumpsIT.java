package dev.taly.activity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import dev.taly.activity.publish.ActivityPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clocks that jump by hours and days in the middle of it. An event may be at most 5 minutes ahead of the receiver's clock, and
 * the receiver's clock is the queue's: the consumer's own decides nothing, so it may show what it likes. A producer whose clock
 * is further ahead finds its events in the dead letters, with the reason; one that is behind has them stored, under the date
 * that it gave them.
 */
@Timeout(120)
final class ClockJumpsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Duration> JUMPS = List.of(
            Duration.ofHours(-5),
            Duration.ofDays(3),
            Duration.ofDays(-400),
            Duration.ZERO,
            Duration.ofHours(30),
            Duration.ofDays(-2));

    @TempDir
    private static Path data;

    private static FaultyStack stack;

    @BeforeAll
    static void start() {
        stack = FaultyStack.start(data, 1, 20);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void setClock() {
        stack.consumersClock.jumpTo(Duration.ZERO);
    }

    @Test
    void consumersClock_decidesNothing() {
        Set<String> ids = new HashSet<>();
        try (ActivityPublisher publisher = stack.publisher().build()) {
            for (Duration jump : JUMPS) {
                stack.consumersClock.jumpTo(jump);
                ids.addAll(Published.by(publisher, "consumer-jumps", 25));
                assertThat(publisher.flush(PATIENCE)).isZero();
            }
        }

        Reckoning all = stack.settled();

        assertThat(all.letters()).isEmpty();
        assertThat(all.missing(ids)).isEmpty();
    }

    @Test
    void producersClockBehindOrAlmostRight_isStoredUnderItsOwnDates() {
        JumpingClock clock = new JumpingClock();
        Set<String> ids = new HashSet<>();
        try (ActivityPublisher publisher = stack.publisher().clock(clock).build()) {
            for (Duration jump : List.of(
                    Duration.ofDays(-3),
                    Duration.ofMinutes(4),
                    Duration.ofHours(-7),
                    Duration.ZERO,
                    Duration.ofDays(-400))) {
                clock.jumpTo(jump);
                // Ids that are made at a repeated time must differ nevertheless, or the set would be too small.
                ids.addAll(Published.by(publisher, "producer-behind", 25));
            }
            assertThat(publisher.flush(PATIENCE)).isZero();
        }
        assertThat(ids).hasSize(125);

        Reckoning all = stack.settled();

        assertThat(all.letters()).isEmpty();
        assertThat(all.missing(ids)).isEmpty();
    }

    @Test
    void producersClockTooFarAhead_isDeadLetteredWithTheReason() {
        JumpingClock clock = new JumpingClock();
        Set<String> ahead = new HashSet<>();
        Set<String> right = new HashSet<>();
        try (ActivityPublisher publisher = stack.publisher().clock(clock).build()) {
            for (Duration jump : List.of(Duration.ofMinutes(6), Duration.ofHours(2), Duration.ofDays(9))) {
                clock.jumpTo(jump);
                ahead.addAll(Published.by(publisher, "producer-ahead", 10));
                clock.jumpTo(Duration.ZERO);
                right.addAll(Published.by(publisher, "producer-ahead", 10));
            }
            assertThat(publisher.flush(PATIENCE))
                    .as("linger and timeouts know no clock")
                    .isZero();
        }

        Reckoning all = stack.settled();

        assertThat(all.deadIds()).isEqualTo(ahead);
        assertThat(all.letters())
                .allSatisfy(letter -> assertThat(QueueContents.attribute(letter, "rejection.code"))
                        .isEqualTo("timestamp_out_of_range"));
        assertThat(all.lines())
                .containsKeys(right.toArray(String[]::new))
                .doesNotContainKeys(ahead.toArray(String[]::new));
    }
}
