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

    private void fill(int letters) {
        for (int i = 0; i < letters; i++) {
            queue.with(Letters.redriven("m-" + i, "acme"));
        }
    }

    private static List<String> all(Browse browse) {
        List<String> ids = new ArrayList<>();
        for (List<HeldLetter> some = browse.next(); !some.isEmpty(); some = browse.next()) {
            some.forEach(held -> ids.add(held.letter().messageId()));
        }
        return ids;
    }
}
