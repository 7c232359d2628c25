package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.deadletter.Replay.Canary;
import dev.taly.activity.deadletter.Replay.Plan;
import dev.taly.activity.deadletter.Replay.Result;
import dev.taly.activity.deadletter.Replay.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private static final Plan ALL = new Plan(LetterFilter.ALL, Long.MAX_VALUE, null);

    private static final Clock CLOCK = Clock.fixed(Letters.NOW, ZoneOffset.UTC);

    private final InMemoryLetterQueue dead = new InMemoryLetterQueue(Letters.NOW);
    private final InMemoryLetterQueue consumer = new InMemoryLetterQueue(Letters.NOW);
    private final List<Duration> pauses = new ArrayList<>();
    private long nanos;

    @Test
    void letters_areSentUnchangedAndDeleted() {
        dead.with(Letters.rejected("m-1", "invalid_field", "/ipAddress", "{\"ipAddress\":\"x\"}"))
                .with(Letters.redriven("m-2", "acme"));

        Result result = replay(ALL);

        assertThat(result).isEqualTo(new Result(2, 0, 2, 2, 0, Map.of(), Verdict.NONE, false, ""));
        assertThat(result.isComplete()).isTrue();
        assertThat(dead.messages()).isEmpty();
        assertThat(consumer.messages())
                .extracting(SourceMessage::body)
                .containsExactly("{\"ipAddress\":\"x\"}", Letters.event("event-m-2", "acme"));
    }

    @Test
    void letter_losesItsReasonsAndKeepsItsFirstIdAndTheSendersAttributes() {
        dead.with(Letters.rejected("m-1", "invalid_field", "/ipAddress", "{}")).with(Letters.redriven("m-2", "acme"));

        replay(ALL);

        assertThat(consumer.messages().get(0).attributes()).containsOnlyKeys("rejection.messageId");
        assertThat(consumer.messages()).extracting(SourceMessage::firstId).containsExactly("first-m-1", "m-2");
        assertThat(consumer.messages().get(1).attributes()).containsOnlyKeys("own", "rejection.messageId");
    }

    @Test
    void letterThatSomebodyElseHolds_leavesAReplayIncomplete() {
        fill(12);
        dead.take(Browse.HOLD);

        Result result = replay(ALL);

        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.unseen()).isEqualTo(10);
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void filter_leavesTheOthersWhereTheyAre() {
        dead.with(Letters.redriven("m-1", "acme")).with(Letters.redriven("m-2", "globex"));
        LetterFilter acme = new LetterFilter(Set.of(), Set.of(), Set.of("acme"), Set.of(), null, Set.of());

        Result result = replay(new Plan(acme, Long.MAX_VALUE, null));

        assertThat(result.sent()).isEqualTo(1);
        assertThat(dead.messages()).extracting(SourceMessage::messageId).containsExactly("m-2");
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void limit_isExact() {
        fill(27);

        assertThat(replay(new Plan(LetterFilter.ALL, 13, null)).sent()).isEqualTo(13);
        assertThat(dead.messages()).hasSize(14);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void letterThatTheQueueRefuses_staysAndIsCounted() {
        fill(3);
        consumer.refusing(letter -> letter.messageId().equals("m-1"));

        Result result = replay(ALL);

        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.failures()).containsExactly(Map.entry("refused on purpose", 1L));
        assertThat(result.isComplete()).isFalse();
        assertThat(dead.messages()).extracting(SourceMessage::messageId).containsExactly("m-1");
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void interruptedReplay_losesNothingAndCanBeRunAgain() {
        fill(30);
        dead.failingToDelete(id -> Set.of("m-3", "m-7").contains(id));

        Result first = replay(ALL, afterLooks(2));
        dead.failingToDelete(id -> false);
        Result second = replay(ALL);

        assertThat(first.stopped()).isTrue();
        assertThat(first.sent() - first.deleted()).isEqualTo(2);
        assertThat(second.isComplete()).isTrue();
        assertThat(dead.messages()).isEmpty();
        assertThat(eventIds(consumer)).hasSize(30);
        assertThat(consumer.messages())
                .as("two of them twice, with the same event id")
                .hasSize(32);
    }

    @Test
    void letterThatComesBack_isCountedAndNotSentAgain() {
        dead.with(Letters.rejected("m-1", "invalid_field", "/ipAddress", "{}"));
        consumer.refusing(letter -> {
            // As the consumer rejects it at once.
            dead.with(new SourceMessage(
                    "again", letter.body(), Letters.NOW, Letters.reasons("first-m-1", "invalid_field", "/x")));
            return false;
        });

        Result result = replay(ALL);

        assertThat(result.sent()).isEqualTo(1);
        assertThat(result.cameBack()).isEqualTo(1);
        assertThat(result.isComplete()).isFalse();
        assertThat(dead.messages()).extracting(SourceMessage::messageId).containsExactly("again");
    }

    @Test
    void queueThatFailsInBetween_isToldWithWhatWasDone() {
        fill(30);

        Result result = replay(ALL, new BooleanSupplier() {
            private int looks;

            @Override
            public boolean getAsBoolean() {
                if (++looks == 3) {
                    dead.goDown();
                }
                return false;
            }
        });

        assertThat(result.problem()).isEqualTo("it is down: on purpose");
        assertThat(result.sent()).isEqualTo(20);
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void canaryThatIsStored_letsTheOthersFollow() {
        fill(30);

        Result result = replay(canary(5, ReplayTest::ids));

        assertThat(result.canary()).isEqualTo(Verdict.PASSED);
        assertThat(result.sent()).isEqualTo(30);
    }

    @Test
    void canaryThatComesBack_keepsTheOthersWhereTheyAre() {
        fill(30);
        consumer.refusing(letter -> {
            dead.with(new SourceMessage(
                    "again", letter.body(), Letters.NOW, Letters.reasons(letter.messageId(), "too_deep", "#")));
            return false;
        });

        Result result = replay(canary(1, letters -> Set.of()));

        assertThat(result.canary()).isEqualTo(Verdict.FAILED);
        assertThat(result.sent()).isEqualTo(1);
        assertThat(dead.messages()).hasSize(30);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void canaryOfWhichNothingIsHeard_keepsTheOthersWhereTheyAre() {
        fill(30);

        Result result = replay(canary(5, letters -> Set.of("m-0")));

        assertThat(result.canary()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.sent()).isEqualTo(5);
        assertThat(pauses).hasSizeBetween(55, 65);
    }

    @Test
    void canaryThatCannotBeSent_keepsTheOthersWhereTheyAre() {
        fill(3);
        consumer.refusing(letter -> true);

        assertThat(replay(canary(1, letters -> Set.of())).canary()).isEqualTo(Verdict.FAILED);
        assertThat(dead.messages()).hasSize(3);
    }

    @Test
    void canaryWithoutLetters_isNone() {
        assertThat(replay(canary(1, letters -> Set.of())).canary()).isEqualTo(Verdict.NONE);
    }

    @Test
    void canary_isExpectedBeforeItIsSent() {
        fill(3);
        List<Integer> atConsumer = new ArrayList<>();
        Arrivals arrivals = new Arrivals() {
            @Override
            public void expect(Collection<Letter> letters) {
                atConsumer.add(consumer.messages().size());
            }

            @Override
            public Set<String> stored(Collection<Letter> letters) {
                return ids(letters);
            }
        };

        replay(new Plan(LetterFilter.ALL, Long.MAX_VALUE, new Canary(2, Duration.ofMinutes(1), arrivals)));

        assertThat(atConsumer).containsExactly(0);
    }

    @Test
    void archiveThatFailsMeanwhile_isToldWithWhatWasDone() {
        fill(3);

        Result result = replay(canary(1, letters -> {
            throw new ObjectStoreException("events/", "cannot be listed");
        }));

        assertThat(result.canary()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.problem()).isEqualTo("events/: cannot be listed");
        assertThat(result.sent()).isEqualTo(1);
        assertThat(dead.messages()).hasSize(2);
    }

    @Test
    void queueThatTakesNothing_isNotTriedToTheEnd() {
        fill(100);
        consumer.refusing(letter -> true);

        assertThat(replay(ALL).failed()).isEqualTo(30);
        assertThat(dead.messages()).hasSize(100);
    }

    @Test
    void olderCopyOfALetter_isSentToo() {
        SourceMessage original = Letters.redriven("m-1", "acme");
        dead.with(original)
                .with(new SourceMessage(
                        "copy",
                        original.body(),
                        Letters.NOW.minus(Duration.ofMinutes(61)),
                        Letters.reasons("m-1", "too_deep", "#")));

        Result result = replay(ALL);

        assertThat(result.isComplete()).isTrue();
        assertThat(dead.messages()).isEmpty();
        assertThat(eventIds(consumer)).containsExactly("event-m-1");
    }

    @Test
    void undeliveredLetter_losesSnssAttributes() {
        dead.with(new SourceMessage(
                "m-1",
                Letters.event("e", "acme"),
                Letters.NOW,
                Map.of(
                        "RequestID", Attribute.text("r"),
                        "ErrorCode", Attribute.text("c"),
                        "ErrorMessage", Attribute.text("m"),
                        "own", Attribute.text("kept"))));

        replay(ALL);

        assertThat(consumer.messages().get(0).attributes()).containsOnlyKeys("own", "rejection.messageId");
    }

    @Test
    void rate_spreadsTheLettersEvenly() {
        fill(25);

        new Replay(dead, consumer, new Pace(5, () -> nanos, this::pass), CLOCK, () -> nanos, this::pass)
                .run(ALL, sent -> {}, () -> false);

        assertThat(pauses).hasSize(4).allMatch(Duration.ofSeconds(1)::equals);
    }

    private Result replay(Plan plan) {
        return replay(plan, () -> false);
    }

    private Result replay(Plan plan, BooleanSupplier stop) {
        Pace asFastAsCanBe = new Pace(Double.POSITIVE_INFINITY, () -> nanos, this::pass);
        return new Replay(dead, consumer, asFastAsCanBe, CLOCK, () -> nanos, this::pass).run(plan, sent -> {}, stop);
    }

    private void pass(Duration time) {
        pauses.add(time);
        nanos += time.toNanos();
    }

    private void fill(int letters) {
        for (int i = 0; i < letters; i++) {
            dead.with(Letters.redriven("m-" + i, "acme"));
        }
    }

    private static Plan canary(int letters, Function<Collection<Letter>, Set<String>> stored) {
        Arrivals arrivals = new Arrivals() {
            @Override
            public void expect(Collection<Letter> expected) {}

            @Override
            public Set<String> stored(Collection<Letter> sent) {
                return stored.apply(sent);
            }
        };
        return new Plan(LetterFilter.ALL, Long.MAX_VALUE, new Canary(letters, Duration.ofMinutes(1), arrivals));
    }

    private static BooleanSupplier afterLooks(int most) {
        int[] looks = {0};
        return () -> ++looks[0] > most;
    }

    private static Set<String> ids(Collection<Letter> letters) {
        return letters.stream().map(Letter::messageId).collect(Collectors.toSet());
    }

    private static Set<String> eventIds(InMemoryLetterQueue queue) {
        return queue.messages().stream()
                .map(message -> Letters.letter(message).eventId())
                .collect(Collectors.toSet());
    }
}
