package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.RefusingObjects;
import dev.taly.activity.audit.Follower.From;
import dev.taly.activity.audit.ReadRequest.Order;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FollowerTest {
    private static final Selection ALL = Selection.ofAllTenants(TimeRange.ALL);

    private final WrittenArchive archive = new WrittenArchive();
    private final Deque<Runnable> between = new ArrayDeque<>();
    private final List<String> ids = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private Instant now = Instant.parse("2024-03-28T12:00:00Z");

    @Test
    void whatIsStoredMeanwhile_comes_andNothingFromBefore() throws IOException {
        put("old", "2024-03-28", 0);
        between.add(() -> put("new", "2024-03-28", 1));
        between.add(() -> {});
        between.add(() -> {
            put("next", "2024-03-28", 3);
            put("other", "2024-03-29", 3);
        });

        ReadReport report = follow(false, 0);

        assertThat(ids).containsExactly("new", "next", "other");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void fromAStart_whatIsThereComesFirst() throws IOException {
        put("old", "2024-03-28", -100_000);
        between.add(() -> put("new", "2024-03-28", 1));

        follow(true, 0);

        assertThat(ids).containsExactly("old", "new");
    }

    @Test
    void anObjectThatShowsUpLate_isNotMissed() throws IOException {
        between.add(() -> put("first", "2024-03-28", 60));
        between.add(() -> put("late", "2024-03-28", -300));

        follow(false, 0);

        assertThat(ids).containsExactly("first", "late");
    }

    @Test
    void aCopyOfAnEvent_comesOnce() throws IOException {
        between.add(() -> put("e", "2024-03-28", 1));
        between.add(() -> put("e", "2024-03-28", 2));

        assertThat(follow(false, 0).duplicates()).isEqualTo(1);
        assertThat(ids).containsExactly("e");
    }

    @Test
    void lateEventsOfOldDays_comeAfterAWhile() throws IOException {
        put("there", "2024-01-01", -1_000);
        between.add(() -> put("late", "2024-01-01", 1));
        for (int i = 0; i < 12; i++) {
            between.add(() -> {});
        }

        follow(false, 0);

        assertThat(ids).containsExactly("late");
    }

    @Test
    void hours_bringNothingTwice() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int at = i;
            expected.add("e" + i);
            between.add(() -> {
                now = now.plus(Duration.ofMinutes(7));
                put("e" + at, "2024-03-28", 0);
            });
        }

        ReadReport report = follow(false, 0);

        assertThat(ids).isEqualTo(expected);
        assertThat(report.objects()).isEqualTo(50);
    }

    @Test
    void whatIsStoredDuringALongLook_isNotMissed() throws IOException {
        between.add(() -> {
            now = now.plus(Duration.ofHours(1));
            put("hour", "2024-03-28", -3_000);
        });
        between.add(() -> {});

        follow(false, 0);

        assertThat(ids).containsExactly("hour");
    }

    @Test
    void anObjectThatCouldNotBeReached_isTriedInTheNextLook() throws IOException {
        between.add(() -> {
            put("e", "2024-03-28", 1);
            refusals.set(5);
        });
        between.add(() -> {});
        between.add(() -> {});

        follow(false, 0);

        assertThat(ids).containsExactly("e");
    }

    @Test
    void theLimit_endsIt() throws IOException {
        between.add(() -> put("1", "2024-03-28", 1));
        between.add(() -> put("2", "2024-03-28", 2));
        between.add(() -> put("3", "2024-03-28", 3));

        follow(false, 2);

        assertThat(ids).containsExactly("1", "2");
    }

    @Test
    void aFollowerThatBeginsLately_showsWhatWasStoredInTheLastMinutes() throws IOException {
        put("1", "2024-03-28", 1);
        between.add(() -> put("2", "2024-03-28", 2));

        new Follower(refusing(), 2, clock()).follow(request(0), From.LATELY, line -> ids.add(line.id()), this::pause);

        assertThat(ids).containsExactly("1", "2");
    }

    @Test
    void aFollowThatBrokeOff_isTakenUpByTheNext() throws IOException {
        Follower follower = new Follower(refusing(), 2, clock());
        between.add(() -> put("1", "2024-03-28", 1));
        ReadRequest request = request(0);
        assertThatThrownBy(() -> follower.follow(
                        request,
                        From.NOW,
                        line -> {
                            throw new IllegalStateException("the reader failed");
                        },
                        this::pause))
                .hasMessageContaining("the reader failed");
        put("2", "2024-03-28", 2);
        between.add(() -> put("3", "2024-03-28", 3));

        follower.follow(request, From.NOW, line -> ids.add(line.id()), this::pause);

        assertThat(ids).containsExactly("1", "2", "3");
    }

    private ReadReport follow(boolean fromStart, long limit) throws IOException {
        return new Follower(refusing(), 2, clock())
                .follow(request(limit), fromStart ? From.START : From.NOW, line -> ids.add(line.id()), this::pause);
    }

    private static ReadRequest request(long limit) {
        return new ReadRequest(ALL, EventFilter.all(), Order.STORED, limit, false);
    }

    private boolean pause(Duration time) {
        Runnable next = between.poll();
        if (next == null) {
            return false;
        }
        next.run();
        now = now.plus(time);
        return true;
    }

    private Clock clock() {
        return new Clock() {
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
    }

    /** Refuses so many reads. */
    private RefusingObjects refusing() {
        return new RefusingObjects(archive.store(), key -> refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    }

    private void put(String id, String date, long secondsFromNow) {
        archive.put("a", date, now.plusSeconds(secondsFromNow), line(id, "a", date + "T00:00:00Z"));
    }
}
