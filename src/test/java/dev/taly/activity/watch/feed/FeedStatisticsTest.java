package dev.taly.activity.watch.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FeedStatisticsTest {
    private Instant now = Watched.NOW;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final FeedStatistics statistics = new FeedStatistics(clock, 11);

    @Test
    void events_areCountedByLevelInTheSecondInWhichTheyHappened() {
        at(0, Level.INFO);
        at(0, Level.INFO);
        at(3, Level.CRITICAL);
        at(899, Level.WARN);

        Figures figures = statistics.figures(Viewer.OF_ALL);

        assertThat(series(figures, Level.INFO)).hasSize(900).last().isEqualTo(2);
        assertThat(series(figures, Level.CRITICAL).get(896)).isEqualTo(1);
        assertThat(series(figures, Level.WARN).get(0)).isEqualTo(1);
        assertThat(figures.total()).isEqualTo(4);
    }

    @Test
    void eventOlderThanTheWindow_doesNotCountIntoNow() {
        at(900, Level.INFO);
        at(400_000_000, Level.INFO);

        Figures figures = statistics.figures(Viewer.OF_ALL);

        assertThat(figures.total()).isZero();
        assertThat(figures.actors()).isEmpty();
        assertThat(figures.late()).isEqualTo(2);
    }

    @Test
    void eventAheadOfTheClock_countsAsNow() {
        at(-300, Level.INFO);

        assertThat(series(statistics.figures(Viewer.OF_ALL), Level.INFO).get(899))
                .isEqualTo(1);
    }

    @Test
    void eventOfTheMinuteInWhichTheWindowBegins_leavesTheCurrentMinuteAlone() {
        IntStream.range(0, 5).forEach(i -> at(0, Level.INFO));
        at(890, Level.INFO);
        at(0, Level.INFO);

        assertThat(statistics.figures(Viewer.OF_ALL).actors().get(0).perMinute().get(14))
                .isEqualTo(6);
    }

    @Test
    void window_movesOn() {
        at(0, Level.INFO);
        now = now.plus(Duration.ofSeconds(899));
        assertThat(statistics.figures(Viewer.OF_ALL).total()).isEqualTo(1);

        now = now.plus(Duration.ofSeconds(1));
        Figures later = statistics.figures(Viewer.OF_ALL);

        assertThat(later.total()).isZero();
        assertThat(later.actors()).isEmpty();
    }

    @Test
    void duplicate_countsOnce() {
        var event = Watched.event("acme", builder -> builder.id("same"));

        assertThat(statistics.count(event)).isTrue();
        assertThat(statistics.count(event)).isFalse();
        assertThat(statistics.count(Watched.event("globex", builder -> builder.id("same"))))
                .as("another tenant's")
                .isTrue();
        assertThat(statistics.figures(Viewer.OF_ALL).total()).isEqualTo(2);
        assertThat(statistics.figures(Viewer.OF_ALL).duplicates()).isEqualTo(1);
    }

    @Test
    void duplicates_areKnownAmongTheLatestQuarterOfAMillion() {
        RecentIds ids = new RecentIds(1_024, 5);
        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.add("acme", "id-" + i)).isTrue();
            assertThat(ids.add("acme", "id-" + Math.max(0, i - 1_023))).isFalse();
        }
    }

    @Test
    void failedLogins_areBothKinds() {
        login("mallory", "user_login", Outcome.FAILURE);
        login("mallory", "login_failed", Outcome.FAILURE);
        login("mallory", "login_failed", null);
        login("alice", "user_login", Outcome.SUCCESS);
        login("bob", "user_login", Outcome.FAILURE);

        Figures figures = statistics.figures(Viewer.OF_ALL);

        assertThat(figures.failedLogins()).hasSize(15).last().isEqualTo(4L);
        assertThat(figures.failedActors())
                .extracting(TopName::name, TopName::events)
                .containsExactly(tuple("mallory", 3L), tuple("bob", 1L));
    }

    @Test
    void viewerOfATenant_getsItsOwnFiguresOnly() {
        statistics.count(Watched.event("acme", "alice"));
        var again = Watched.event("globex", "bob");
        statistics.count(again);
        statistics.count(again);

        Figures acme = statistics.figures(new Viewer("acme"));

        assertThat(acme.total()).isEqualTo(1);
        assertThat(acme.actors()).extracting(TopName::name).containsExactly("alice");
        assertThat(acme.duplicates()).isZero();
        assertThat(statistics.figures(new Viewer("initech")).total()).isZero();
    }

    @Test
    void names_areBoundedAndTheFrequentStay() {
        IntStream.range(0, 30_000).forEach(i -> {
            statistics.count(Watched.event("acme", "random-" + i));
            if (i % 10 == 0) {
                statistics.count(Watched.event("acme", "busy"));
            }
        });

        for (Figures figures : List.of(statistics.figures(Viewer.OF_ALL), statistics.figures(new Viewer("acme")))) {
            assertThat(figures.actors().get(0).name()).isEqualTo("busy");
            assertThat(figures.actors().get(0).events()).isLessThanOrEqualTo(3_000);
            assertThat(figures.exact()).isFalse();
            assertThat(figures.total()).isEqualTo(33_000);
        }
    }

    @Test
    void tenants_areBoundedAndTheBusyStay() {
        IntStream.range(0, 5).forEach(i -> statistics.count(Watched.event("acme")));
        IntStream.range(0, 5_000).forEach(i -> statistics.count(Watched.event("tenant-" + i)));
        now = now.plusSeconds(1);

        assertThat(statistics.figures(new Viewer("acme")).total()).isEqualTo(5);
        assertThat(statistics.figures(new Viewer("tenant-17")).since())
                .as("it was forgotten, so its figures are young")
                .isEqualTo(now);
        assertThat(statistics.figures(Viewer.OF_ALL).total()).isEqualTo(5_005);
    }

    private void at(long secondsAgo, Level level) {
        var unused = statistics.count(
                Watched.event("acme", event -> event.level(level).timestamp(now.minusSeconds(secondsAgo))));
    }

    private void login(String actor, String action, @Nullable Outcome outcome) {
        var unused = statistics.count(Watched.event(
                "acme", event -> event.actorId(actor).action(action).outcome(outcome)));
    }

    private static List<Integer> series(Figures figures, Level level) {
        return Objects.requireNonNull(figures.perSecond().get(level));
    }
}
