package dev.taly.activity.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
    private final Statistics statistics = new Statistics();

    @Test
    void statistics_countByEverything() {
        statistics.add(Lines.line("2024-03-28T23:59:59.5Z", "acme", "u1", "user_login", "warn", "failure"));
        statistics.add(Lines.line("2024-03-28T08:00:00Z", "acme", "u2", "user_login", "info", "success"));
        statistics.add(Lines.line("2024-03-30T00:00:00Z", "globex", "u1", "plan_changed", "critical", "success"));

        assertThat(statistics.events()).isEqualTo(3);
        assertThat(statistics.first()).hasToString("Optional[2024-03-28T08:00:00Z]");
        assertThat(statistics.last()).hasToString("Optional[2024-03-30T00:00:00Z]");
        assertThat(statistics.actions().top(9))
                .containsExactly(new Frequencies.Count<>("user_login", 2), new Frequencies.Count<>("plan_changed", 1));
        assertThat(statistics.tenants().count("acme")).isEqualTo(2);
        assertThat(statistics.levels().count("critical")).isOne();
        assertThat(statistics.outcomes().count("failure")).isOne();
        assertThat(statistics.days().counts())
                .containsExactly(
                        Map.entry(LocalDate.parse("2024-03-28"), 2L), Map.entry(LocalDate.parse("2024-03-30"), 1L));
        assertThat(statistics.spans(31))
                .containsExactly(
                        new Span(LocalDate.parse("2024-03-28"), ChronoUnit.DAYS, 2, 1, 0),
                        new Span(LocalDate.parse("2024-03-29"), ChronoUnit.DAYS, 0, 0, 0),
                        new Span(LocalDate.parse("2024-03-30"), ChronoUnit.DAYS, 1, 0, 1));
    }

    @Test
    void actors_ofTwoTenantsAreTwo() {
        statistics.add(Lines.by("acme", "u1"));
        statistics.add(Lines.by("globex", "u1"));

        assertThat(statistics.actors().top(9))
                .containsExactly(
                        new Frequencies.Count<>(new Actor("acme", "u1"), 1),
                        new Frequencies.Count<>(new Actor("globex", "u1"), 1));
    }

    @Test
    void valuesThatAreAbsentOrNoText_countAsEmpty() {
        statistics.add(
                Lines.parse(
                        "{\"id\":\"1\",\"tenantId\":\"acme\",\"timestamp\":\"2024-03-28T12:00:00Z\",\"actorId\":7,\"outcome\":null}"));

        assertThat(statistics.actors().count(new Actor("acme", ""))).isOne();
        assertThat(statistics.outcomes().count("")).isOne();
        assertThat(statistics.levels().count("")).isOne();
    }

    @Test
    void valuesThatAreTooLong_areCut() {
        statistics.add(Lines.by("acme", "x".repeat(100_000)));

        assertThat(statistics.actors().top(1).get(0).value().id()).hasSize(256).endsWith("x…");
    }

    @Test
    void spans_getLonger_soThatTheyAreFew() {
        statistics.add(Lines.at("2024-01-31T12:00:00Z"));
        assertThat(labels(31)).containsExactly("2024-01-31");
        statistics.add(Lines.at("2024-03-02T12:00:00Z"));
        assertThat(labels(31)).containsExactly("2024-01-29", "2024-02-05", "2024-02-12", "2024-02-19", "2024-02-26");
        statistics.add(Lines.at("2024-12-31T12:00:00Z"));
        assertThat(labels(31)).hasSize(12).startsWith("2024-01").endsWith("2024-12");
        statistics.add(Lines.at("1999-12-31T12:00:00Z"));
        assertThat(labels(31)).hasSize(26).startsWith("1999").endsWith("2024");
        statistics.add(Lines.at("9999-12-31T23:59:59Z"));
        statistics.add(Lines.at("0000-01-01T00:00:00Z"));
        assertThat(labels(31)).hasSize(10).startsWith("0000s").endsWith("9000s");
        assertThat(statistics.spans(31).stream().mapToLong(Span::events).sum()).isEqualTo(statistics.events());
        assertThat(statistics.spans(31).get(2).noun()).isEqualTo("millennium");
    }

    @Test
    void nothing_isNothing() {
        assertThat(statistics.events()).isZero();
        assertThat(statistics.first()).isEmpty();
        assertThat(statistics.spans(31)).isEmpty();
        assertThat(statistics.days().counts()).isEmpty();
    }

    private List<String> labels(int most) {
        return statistics.spans(most).stream().map(Span::label).toList();
    }
}
