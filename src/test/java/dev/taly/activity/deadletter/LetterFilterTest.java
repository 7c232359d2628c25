package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LetterFilterTest {
    private final Letter rejected =
            Letters.letter(Letters.rejected("aaaa-1", "missing_field", "/tenantId", "{\"action\":\"user_login\"}"));
    private final Letter redriven = Letters.letter(Letters.redriven("bbbb-2", "acme"));

    @Test
    void emptyFilter_takesAll() {
        assertThat(LetterFilter.ALL).accepts(rejected, redriven);
    }

    @Test
    void criteria_areEachByItself() {
        assertThat(new LetterFilter(EnumSet.of(Reason.Source.REDRIVEN), Set.of(), Set.of(), Set.of(), null, Set.of()))
                .accepts(redriven)
                .rejects(rejected);
        assertThat(new LetterFilter(Set.of(), Set.of("missing_field", "too_deep"), Set.of(), Set.of(), null, Set.of()))
                .accepts(rejected)
                .rejects(redriven);
        assertThat(new LetterFilter(Set.of(), Set.of(), Set.of("acme"), Set.of(), null, Set.of()))
                .accepts(redriven)
                .rejects(rejected);
        assertThat(new LetterFilter(Set.of(), Set.of(), Set.of(""), Set.of(), null, Set.of()))
                .as("without a tenant")
                .accepts(rejected)
                .rejects(redriven);
        assertThat(new LetterFilter(Set.of(), Set.of(), Set.of(), Set.of("user_logout"), null, Set.of()))
                .rejects(rejected, redriven);
    }

    @Test
    void criteria_mustAllHold() {
        assertThat(new LetterFilter(Set.of(), Set.of("missing_field"), Set.of("acme"), Set.of(), null, Set.of()))
                .rejects(rejected, redriven);
    }

    @Test
    void age_isThatOfTheSending() {
        LetterFilter olderThan = new LetterFilter(
                Set.of(), Set.of(), Set.of(), Set.of(), Letters.NOW.minus(Duration.ofMinutes(150)), Set.of());

        assertThat(olderThan).accepts(rejected).rejects(redriven);
    }

    @Test
    void id_isTheStartOfAnyOfThree() {
        assertThat(LetterFilter.ofId("aaaa")).accepts(rejected).rejects(redriven);
        assertThat(LetterFilter.ofId("first-aaaa")).accepts(rejected).rejects(redriven);
        assertThat(LetterFilter.ofId("event-bb")).accepts(redriven).rejects(rejected);
    }

    @Test
    void shortId_isRefused() {
        assertThatThrownBy(() -> LetterFilter.ofId("aaa"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an id needs at least 4 characters");
    }
}
