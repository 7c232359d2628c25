package dev.taly.activity.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

final class StagedTest {
    private final List<String> steps = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private boolean broken;

    private final Staged<String, String> staged = Staged.of(
            Map.of(),
            () -> {
                step("read");
                return "known";
            },
            known -> {
                step("make of " + known);
                return "works " + made.incrementAndGet();
            },
            known -> step("rehearse with " + known),
            works -> step("wake " + works));

    @Test
    void nothing_isMadeBeforeItIsNeeded() {
        assertThat(steps).isEmpty();
        assertThat(staged.get()).isEqualTo("works 1");
        assertThat(staged.get()).isEqualTo("works 1");
        assertThat(steps).containsExactly("read", "make of known");
    }

    @Test
    void worksOfARestoredFunction_areNeverOfItsSnapshot() {
        staged.beforeCheckpoint(Core.getGlobalContext());
        assertThat(steps).containsExactly("read", "rehearse with known");

        staged.afterRestore(Core.getGlobalContext());
        assertThat(staged.get()).isEqualTo("works 1");
        staged.afterRestore(Core.getGlobalContext());
        assertThat(staged.get()).as("another restore").isEqualTo("works 2");
        assertThat(steps)
                .containsExactly(
                        "read",
                        "rehearse with known",
                        "make of known",
                        "wake works 1",
                        "make of known",
                        "wake works 2");
    }

    @Test
    void worksThatWereMadeBeforeTheSnapshot_areMadeAgain() {
        assertThat(staged.get()).isEqualTo("works 1");
        staged.beforeCheckpoint(Core.getGlobalContext());
        staged.afterRestore(Core.getGlobalContext());
        assertThat(staged.get()).isEqualTo("works 2");
    }

    @Test
    void rehearsalThatFails_failsNothing() {
        Staged<String, String> clumsy = Staged.of(
                Map.of(),
                () -> "known",
                known -> "works",
                known -> {
                    throw new IllegalStateException("as told");
                },
                works -> {
                    throw new IllegalStateException("as told, too");
                });

        clumsy.beforeCheckpoint(Core.getGlobalContext());
        clumsy.afterRestore(Core.getGlobalContext());

        assertThat(clumsy.get()).isEqualTo("works");
    }

    @Test
    void knowledgeThatCannotBeRead_failsTheSnapshot() {
        broken = true;
        assertThatThrownBy(() -> staged.beforeCheckpoint(Core.getGlobalContext()))
                .hasMessage("read is broken");
    }

    @Test
    void whatFailed_isTriedAgain() {
        broken = true;
        assertThatThrownBy(staged::get).hasMessage("read is broken");
        broken = false;
        assertThat(staged.get()).isEqualTo("works 1");
    }

    @Test
    void worksThatCannotBeMadeAfterARestore_failTheFirstInvocationOnly() {
        staged.beforeCheckpoint(Core.getGlobalContext());
        broken = true;
        staged.afterRestore(Core.getGlobalContext());
        assertThatThrownBy(staged::get).hasMessage("make of known is broken");
        broken = false;
        assertThat(staged.get()).isEqualTo("works 1");
    }

    private void step(String name) {
        if (broken) {
            throw new IllegalStateException(name + " is broken");
        }
        steps.add(name);
    }
}
