package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PseudonymKeysTest {
    private static final String OLD = "fedcba9876543210".repeat(2);
    private static final String NEW = "0123456789abcdef".repeat(2);

    @Test
    void pseudonym_isEqualWithinATenantAndDiffersAcrossTenants() {
        PseudonymKeys keys = Keys.one();

        assertThat(keys.pseudonym("acme", "anna@example.org"))
                .matches("k1:[0-9a-f]{32}")
                .isEqualTo(keys.pseudonym("acme", " Anna@EXAMPLE.org\n"))
                .isEqualTo(Keys.one().pseudonym("acme", "anna@example.org"))
                .isNotEqualTo(keys.pseudonym("globex", "anna@example.org"))
                .isNotEqualTo(keys.pseudonym("acme", "anna@example.com"));
    }

    @Test
    void pseudonym_staysTheSameFromReleaseToRelease() {
        assertThat(Keys.one().pseudonym("acme", "anna@example.org")).isEqualTo("k1:c10363ec718c8030ac5ba7a08a60303c");
    }

    @Test
    void pseudonym_takesWhatIsNoAddressExactly_butItsUnicodeForm() {
        PseudonymKeys keys = Keys.one();

        assertThat(keys.pseudonym("acme", "Zoe")).isNotEqualTo(keys.pseudonym("acme", "zoe"));
        assertThat(keys.pseudonym("acme", "Zo\u00eb")).isEqualTo(keys.pseudonym("acme", "Zoe\u0308"));
    }

    @Test
    void pseudonyms_areThoseOfEveryKey_theCurrentFirst() {
        PseudonymKeys before = Keys.of("{\"current\":\"k0\",\"k0\":\"" + OLD + "\"}");
        PseudonymKeys after = Keys.of("{\"current\":\"k1\",\"k0\":\"" + OLD + "\",\"k1\":\"" + NEW + "\"}");

        assertThat(after.pseudonyms("acme", "Anna"))
                .containsExactly(after.pseudonym("acme", "Anna"), before.pseudonym("acme", "Anna"));
        assertThat(after.isPseudonym(before.pseudonym("acme", "Anna"))).isTrue();
        assertThat(before.isPseudonym(after.pseudonym("acme", "Anna"))).isFalse();
    }

    @Test
    void isPseudonym_knowsItsFormAlone() {
        PseudonymKeys keys = Keys.one();

        assertThat(keys.isPseudonym("k1:" + "0".repeat(32))).isTrue();
        assertThat(keys.isPseudonym("k1:" + "0".repeat(31))).isFalse();
        assertThat(keys.isPseudonym("k1:" + "0".repeat(31) + "F")).isFalse();
        assertThat(keys.isPseudonym("md5:" + "0".repeat(32))).isFalse();
        assertThat(keys.isPseudonym("current:" + "0".repeat(32))).isFalse();
        assertThat(keys.isPseudonym("")).isFalse();
    }

    @Test
    void pseudonym_isTheSameForManyThreadsAndMoreTenantsThanAreKept() {
        PseudonymKeys keys = Keys.one();
        String first = keys.pseudonym("t0", "Anna");

        assertThat(IntStream.range(0, 25_000)
                        .parallel()
                        .mapToObj(i -> keys.pseudonym("t" + i, "Anna"))
                        .distinct())
                .hasSize(25_000);
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> keys.pseudonym("t0", "Anna")))
                .containsOnly(first);
    }

    @Test
    void errors_listEverythingAndQuoteNoKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.of("{\"current\":\"k2\",\"k1\":\"hunter2\",\"HUNTER2-THE-KEY-ITSELF\":\"k0\"}"))
                .withMessage(
                        "keys.json: /k1 must be at least 32 random characters; the file must have no other names than "
                                + "current and ids of keys, 1 to 16 of a-z 0-9; /current must be the id of one of the keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.of("{}"))
                .withMessage("keys.json: /current is required");
    }

    @Test
    void toString_showsNoKey() {
        assertThat(Keys.one()).hasToString("PseudonymKeys[current k1 of [k1]]");
    }
}
