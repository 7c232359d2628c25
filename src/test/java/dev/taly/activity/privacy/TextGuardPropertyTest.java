package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts glued together from what finders look for, in ways that nobody would write. */
final class TextGuardPropertyTest {
    private static final int TEXTS = 2_000;
    private static final List<String> PARTS = List.of(
            "a@b.co",
            "Anna@Example.org",
            "@",
            ".",
            "+442079460958",
            "+44 20 7946 0958",
            "020 7946 0958",
            "4111111111111111",
            "4111 1111 1111 1111",
            "5555-5555-5555-4444",
            "DE89370400440532013000",
            "GB29 NWBK 6016 1331 9268 19",
            "DE89",
            " ",
            "  ",
            "-",
            "1",
            "12",
            "123",
            "4111",
            "x",
            "_",
            ":",
            "/",
            "+",
            "(",
            ")",
            "0049 30 901820",
            "00",
            "%40",
            "x12",
            "203.0.113.77",
            "2001:db8:1:2::3",
            "%B4111111111111111^",
            "4111  1111..1111__1111",
            "[email]",
            "***",
            "k1:0123456789abcdef0123456789abcdef",
            "\ud83d\ude00",
            "é",
            "\n",
            ";");

    private final long seed = new Random().nextLong();

    @Test
    void apply_twiceIsAsOnce() {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            TextGuard guard = new TextGuard(rules(random));
            String text = text(random);
            Pseudonyms pseudonyms = new Pseudonyms(random.nextInt(4) == 0 ? null : "acme", true, Keys::one);
            String once = guard.apply(text, pseudonyms);
            assertThat(guard.apply(once, pseudonyms))
                    .as("seed %d, text %d: <%s>", seed, i, text)
                    .isEqualTo(once);
        }
    }

    @Test
    void apply_leavesNothingThatStandsApart() {
        Random random = new Random(seed);
        TextGuard guard = new TextGuard(
                new TextRules(Treatment.MASK, Treatment.MASK, Treatment.MASK, Treatment.MASK, Treatment.MASK, "GB"));
        for (int i = 0; i < TEXTS; i++) {
            String before = text(random);
            String after = text(random);
            for (String personal : List.of("a@b.co", "4111111111111111", "DE89370400440532013000", "+442079460958")) {
                String text = before + " ; " + personal + " ; " + after;
                assertThat(guard.apply(text, new Pseudonyms(null, true, Keys::one)))
                        .as("seed %d, text %d: <%s>", seed, i, text)
                        .doesNotContain("; " + personal + " ;");
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(8); parts > 0; parts--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    private static TextRules rules(Random random) {
        return new TextRules(
                treatment(random),
                treatment(random),
                treatment(random),
                treatment(random),
                List.of(Treatment.KEEP, Treatment.TRUNCATE, Treatment.MASK).get(random.nextInt(3)),
                random.nextBoolean() ? "GB" : null);
    }

    private static Treatment treatment(Random random) {
        return List.of(Treatment.KEEP, Treatment.HASH, Treatment.MASK).get(random.nextInt(3));
    }
}
