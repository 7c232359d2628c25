package dev.taly.activity.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrequenciesTest {
    @Test
    void tally_isExactUpToItsBound_andOrdersByCountThenByValue() {
        Frequencies<String> tally = new Frequencies<>(3);
        for (String value : List.of("c", "a", "b", "b", "c", "b")) {
            tally.add(value);
        }

        assertThat(tally.isExact()).isTrue();
        assertThat(tally.total()).isEqualTo(6);
        assertThat(tally.distinct()).isEqualTo(3);
        assertThat(tally.top(2)).containsExactly(new Frequencies.Count<>("b", 3), new Frequencies.Count<>("c", 2));
        assertThat(tally.count("a")).isOne();
        assertThat(tally.count("d")).isZero();
    }

    @Test
    void tally_ofTooManyValues_keepsTheFrequent_andNoCountIsTooHighOrTooLowByMoreThanItSays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Frequencies<String> tally = new Frequencies<>(100);
        Map<String, Long> truth = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String value = random.nextInt(3) == 0 ? "often " + random.nextInt(5) : "rare " + random.nextInt(40_000);
            tally.add(value);
            truth.merge(value, 1L, Long::sum);
        }

        assertThat(tally.isExact()).as("seed %d", seed).isFalse();
        assertThat(tally.total()).isEqualTo(50_000);
        assertThat(tally.distinct()).isEqualTo(100);
        assertThat(tally.error()).as("seed %d", seed).isLessThanOrEqualTo(50_000 / 50);
        assertThat(tally.top(5))
                .as("seed %d", seed)
                .allSatisfy(count -> assertThat(count.value()).startsWith("often"));
        truth.forEach((value, events) -> assertThat(tally.count(value))
                .as("%s, seed %d", value, seed)
                .isLessThanOrEqualTo(events)
                .isGreaterThanOrEqualTo(events - tally.error()));
    }

    @Test
    void tally_ofMillionsOfDifferentValues_holdsNoMoreThanItsBound() {
        Frequencies<Integer> tally = new Frequencies<>();
        for (int i = 0; i < 2_000_000; i++) {
            tally.add(i);
        }

        assertThat(tally.total()).isEqualTo(2_000_000);
        assertThat(tally.distinct()).isEqualTo(Frequencies.MOST);
        assertThat(tally.top(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(Frequencies.MOST);
        assertThat(tally.error()).isLessThanOrEqualTo(2_000_000L / (Frequencies.MOST / 2));
    }
}
