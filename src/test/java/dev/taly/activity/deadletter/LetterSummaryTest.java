package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.deadletter.LetterSummary.Age;
import dev.taly.activity.deadletter.LetterSummary.Why;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LetterSummaryTest {
    private final LetterSummary summary = new LetterSummary(Letters.NOW);

    @Test
    void letters_areCountedByReasonTenantActionAndAge() {
        summary.add(Letters.letter(Letters.rejected("m-1", "missing_field", "/tenantId", "{}")));
        summary.add(Letters.letter(Letters.redriven("m-2", "acme")));
        summary.add(Letters.letter(Letters.redriven("m-3", Duration.ofDays(11), Letters.event("e", "acme"))));

        assertThat(summary.all().count()).isEqualTo(3);
        assertThat(summary.all().oldest())
                .isEqualTo(new LetterSummary.Example("m-3", Letters.NOW.minus(Duration.ofDays(11))));
        assertThat(summary.byReason())
                .extracting(Map.Entry::getKey)
                .as("the most frequent first")
                .containsExactly(
                        new Why(Reason.Source.REDRIVEN, "redriven", ""),
                        new Why(Reason.Source.REJECTED, "missing_field", "/tenantId"));
        assertThat(summary.byTenant()).extracting(Map.Entry::getKey).containsExactly("acme", "");
        assertThat(summary.byAction()).extracting(Map.Entry::getKey).containsExactly("user_login", "");
        assertThat(summary.byAge()).containsOnlyKeys(Age.DAY, Age.OLDER);
    }

    @Test
    void ages_haveTheirUpperBounds() {
        assertThat(Age.of(Duration.ofHours(-1)))
                .as("a queue's clock may be ahead")
                .isEqualTo(Age.HOUR);
        assertThat(Age.of(Duration.ofHours(1))).isEqualTo(Age.HOUR);
        assertThat(Age.of(Duration.ofHours(1).plusMillis(1))).isEqualTo(Age.DAY);
        assertThat(Age.of(Duration.ofDays(10))).isEqualTo(Age.TEN_DAYS);
        assertThat(Age.of(Duration.ofDays(4000))).isEqualTo(Age.OLDER);
    }

    @Test
    void nothing_isNoLetters() {
        assertThat(summary.all().oldest()).isNull();
        assertThat(summary.byAge()).isEmpty();
    }
}
