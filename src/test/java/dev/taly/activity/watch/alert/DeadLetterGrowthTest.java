package dev.taly.activity.watch.alert;

import static dev.taly.activity.watch.alert.Events.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dead letters that pile up are told, however slowly they do within the time that the rule says. */
final class DeadLetterGrowthTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");

    private final AlertEngine engine =
            new AlertEngine(rules("name: r\ntitle: Piling up\ntest: growth\ncount: 10\nwithin: 1h\ncooldown: 2h"));
    private TenantState state = new TenantState();

    @Test
    void aQueueThatWasFullBefore_isNoGrowth() {
        assertThat(measure(0, 5_000)).isEmpty();
        assertThat(measure(1, 5_000)).isEmpty();
        assertThat(measure(2, 5_009)).isEmpty();
        assertThat(measure(3, 5_010)).hasSize(1);
    }

    @Test
    void slowGrowth_countsOverTheWholeTime_andNoLonger() {
        for (int minute = 0; minute < 600; minute++) {
            assertThat(measure(minute, minute / 7))
                    .as("nine in an hour, at most")
                    .isEmpty();
        }
        List<Alert> alerts = new ArrayList<>();
        for (int minute = 600; minute < 660; minute++) {
            alerts.addAll(measure(minute, 600 / 7 + (minute - 600) / 5));
        }
        assertThat(alerts).as("a little faster").hasSize(1);
    }

    @Test
    void whatWasEmptiedMeanwhile_countsFromThere() {
        measure(0, 100);
        measure(1, 3);
        assertThat(measure(2, 12)).isEmpty();
        assertThat(measure(3, 13)).singleElement().satisfies(alert -> {
            assertThat(alert.first()).isEqualTo(NOON.plusSeconds(60));
            assertThat(alert.count()).isEqualTo(10);
            assertThat(alert.key()).isEqualTo("dlq");
            assertThat(alert.eventIds()).isEmpty();
        });
    }

    @Test
    void itIsToldAgain_afterTheCooldown() {
        measure(0, 0);
        assertThat(measure(1, 10)).hasSize(1);
        assertThat(measure(60, 40)).isEmpty();
        measure(100, 50);
        assertThat(measure(121, 60)).hasSize(1);
    }

    @Test
    void eachQueue_growsByItself() {
        engine.measure(state, "operations", "dlq", 0, NOON);
        assertThat(engine.measure(state, "operations", "undelivered", 50, NOON.plusSeconds(60)))
                .isEmpty();
    }

    /** Against the plain reading of the rule, with states that are written and read in between. */
    @Test
    void anyCourse_isToldExactlyWhereTheRuleSaysSo() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            state = new TenantState();
            long[] letters = new long[180];
            int quietUntil = -1;
            for (int minute = 0; minute < letters.length; minute++) {
                long before = minute == 0 ? 0 : letters[minute - 1];
                letters[minute] = random.nextInt(20) == 0 ? 0 : before + (random.nextBoolean() ? random.nextInt(4) : 0);
                long least = Long.MAX_VALUE;
                for (int past = Math.max(0, minute - 60); past <= minute; past++) {
                    least = Math.min(least, letters[past]);
                }
                boolean expected = letters[minute] - least >= 10 && minute >= quietUntil;

                List<Alert> alerts = measure(minute, letters[minute]);
                state = StateJson.read(StateJson.write(state));

                assertThat(alerts).as("seed %d, minute %d", seed, minute).hasSize(expected ? 1 : 0);
                quietUntil = expected ? minute + 120 : quietUntil;
            }
        }
    }

    private List<Alert> measure(int minute, long letters) {
        return engine.measure(state, "operations", "dlq", letters, NOON.plusSeconds(60L * minute));
    }
}
