package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BrowseTest {
    private final InMemoryLetterQueue queue = new InMemoryLetterQueue(Letters.NOW);

    @Test
    void everyLetter_isShownOnceAndReleased() {
        fill(25);
        List<String> seen = new ArrayList<>();

        try (Browse browse = new Browse(queue)) {
            seen.addAll(all(browse));
            assertThat(queue.hidden()).as("held meanwhile").isEqualTo(25);
        }

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(queue.hidden()).isZero();
        assertThat(queue.take(Browse.HOLD))
                .as("one receive of ours, and this one")
                .allSatisfy(letter -> assertThat(letter.letter().receives()).isEqualTo(2));
    }

    @Test
    void letterWhoseHoldIsOver_isNotShownTwice() {
        fill(3);

        try (Browse browse = new Browse(queue)) {
            assertThat(browse.next()).hasSize(3);
            queue.pass(Browse.HOLD.plus(Duration.ofSeconds(1)));
            assertThat(browse.next()).isEmpty();
        }

        assertThat(queue.hidden()).as("released by its latest receipt").isZero();
    }

    @Test
    void letterWhoseHoldIsOver_isDeletedByItsLatestReceipt() {
        fill(1);

        try (Browse browse = new Browse(queue)) {
            browse.next();
            queue.pass(Browse.HOLD.plus(Duration.ofSeconds(1)));
            browse.next();
            assertThat(browse.delete(List.of("m-0"))).containsExactly("m-0");
        }

        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void letterThatCouldNotBeDeleted_isReleased() {
        fill(2);
        queue.failingToDelete("m-1"::equals);

        try (Browse browse = new Browse(queue)) {
            browse.next();
            assertThat(browse.delete(List.of("m-0", "m-1"))).containsExactly("m-0");
        }

        assertThat(queue.messages()).extracting(message -> message.messageId()).containsExactly("m-1");
        assertThat(queue.hidden()).isZero();
    }

    @Test
    void letterThatComesMeanwhile_isShownToo() {
        fill(1);

        try (Browse browse = new Browse(queue)) {
            assertThat(browse.next()).hasSize(1);
            assertThat(browse.next()).isEmpty();
            queue.with(Letters.redriven("late", "acme"));
            assertThat(browse.next()).hasSize(1);
        }
    }

    @Test
    void emptyAnswer_isNotTheEndOfAQueue() {
        fill(12);
        queue.answeringNothing(2);

        try (Browse browse = new Browse(queue)) {
            assertThat(all(browse)).hasSize(12);
            assertThat(browse.unseen()).isZero();
        }
    }

    @Test
    void queueThatAnswersNothingAnyMore_leavesLettersUnseen() {
        fill(12);
        try (Browse browse = new Browse(queue)) {
            browse.next();
            queue.answeringNothing(100);

            assertThat(browse.next()).isEmpty();
            assertThat(browse.unseen()).isEqualTo(2);
        }
    }

    @Test
    void letterThatSomebodyElseHolds_isUnseen() {
        fill(12);
        queue.take(Browse.HOLD);

        try (Browse browse = new Browse(queue)) {
            assertThat(all(browse)).hasSize(2);
            assertThat(browse.unseen()).isEqualTo(10);
        }
    }

    @Test
    void holdsThatAreOver_doNotHideTheRest() {
        fill(35);
        List<String> seen = new ArrayList<>();

        try (Browse browse = new Browse(queue)) {
            for (List<Letter> some = browse.next(); !some.isEmpty(); some = browse.next()) {
                some.forEach(letter -> seen.add(letter.messageId()));
                if (seen.size() == 20) {
                    // All of them can be taken again now, and come first.
                    queue.pass(Browse.HOLD.plus(Duration.ofSeconds(1)));
                }
            }
        }

        assertThat(seen).hasSize(35).doesNotHaveDuplicates();
    }

    @Test
    void stoppedLook_endsBetweenTwoReceives() {
        fill(35);

        try (Browse browse = new Browse(queue)) {
            assertThat(browse.forEach(letters -> {}, () -> true)).isEqualTo(10);
        }

        assertThat(queue.hidden()).isZero();
    }

    @Test
    void letterThatComesAgainAfterItWasDeleted_isDeletedAgain() {
        fill(1);

        try (Browse browse = new Browse(queue)) {
            browse.next();
            browse.delete(List.of("m-0"));
            queue.with(Letters.redriven("m-0", "acme"));
            assertThat(browse.next()).isEmpty();
        }

        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void letterThatSomebodyElseTookMeanwhile_isNotRenewed() {
        fill(1);

        try (Browse browse = new Browse(queue)) {
            browse.next();
            assertThat(browse.renew(List.of("m-0"))).containsExactly("m-0");
            queue.pass(Browse.HOLD.plus(Duration.ofSeconds(1)));
            queue.take(Browse.HOLD);
            assertThat(browse.renew(List.of("m-0"))).isEmpty();
        }
    }

    private void fill(int letters) {
        for (int i = 0; i < letters; i++) {
            queue.with(Letters.redriven("m-" + i, "acme"));
        }
    }

    private static List<String> all(Browse browse) {
        List<String> ids = new ArrayList<>();
        browse.forEach(letters -> letters.forEach(letter -> ids.add(letter.messageId())), () -> false);
        return ids;
    }
}
