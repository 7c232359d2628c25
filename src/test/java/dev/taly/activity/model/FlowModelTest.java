package dev.taly.activity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.model.Findings.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of the whole flow, on random schedules of faults. {@code -Dmodel.seed=N} plays one of them alone, {@code
 * -Dmodel.schedules=N} so many.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlowModelTest {
    private static final long SCHEDULES = 800;
    private static final List<String> ENDS = List.of(
            "event delivered",
            "event lost, ABANDONED",
            "event lost, BUFFER_FULL",
            "event lost, CLOSED",
            "event lost, EXPIRED",
            "event lost, REFUSED",
            "invocation without an answer",
            "message failed",
            "message redriven",
            "message rejected",
            "message replayed",
            "message stored");

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** The consumer says what went wrong, and much does. */
    @BeforeAll
    void catchTheLog() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterAll
    void releaseTheLog() {
        System.setErr(err);
    }

    @Test
    void flow_keepsEveryPromiseInEverySchedule() {
        Tally tally = new Tally();
        Long one = Long.getLong("model.seed");
        long first = one == null ? 1 : one;
        long last = one == null ? Long.getLong("model.schedules", SCHEDULES) : one;
        List<String> broken = new ArrayList<>();
        for (long seed = first; seed <= last && broken.isEmpty(); seed++) {
            broken.addAll(play(seed, tally));
        }

        assertThat(broken).as(String.join("\n", broken)).isEmpty();
        if (one == null) {
            // Else the generator has lost sight of something, and proves less than it says.
            assertThat(Fault.values())
                    .allSatisfy(fault -> assertThat(tally.of(fault))
                            .as("%s in %s", fault, tally)
                            .isPositive());
            assertThat(ENDS)
                    .allSatisfy(end ->
                            assertThat(tally.of(end)).as("%s in %s", end, tally).isPositive());
        }
    }

    @Test
    void schedule_isTheSameEachTimeItIsPlayed() {
        Tally tally = new Tally();
        for (long seed = 1; seed <= 20; seed++) {
            Schedule first = new Schedule(seed, tally);
            Schedule second = new Schedule(seed, tally);
            first.play();
            second.play();

            assertThat(second.steps()).as("seed %d", seed).isEqualTo(first.steps());
        }
    }

    /** What is broken, if anything is, and how it came to it. */
    private List<String> play(long seed, Tally tally) {
        log.reset();
        Schedule schedule = new Schedule(seed, tally);
        List<String> broken = new ArrayList<>();
        try {
            for (Finding finding : schedule.play()) {
                broken.add(finding.promise() + ": " + finding.what());
            }
        } catch (RuntimeException | Error e) {
            broken.add("A call threw what nothing may throw: " + e);
        }
        if (log.toString(StandardCharsets.UTF_8).contains(Item.SECRET)) {
            broken.add(Promise.SILENT_LOG + ": an event's content is in the log");
        }
        if (!broken.isEmpty()) {
            broken.addAll(0, schedule.steps());
            broken.add("Again: mvn test -Dtest=FlowModelTest -Dmodel.seed=" + seed);
        }
        return broken;
    }
}
