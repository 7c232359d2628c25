package dev.taly.activity.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.config.ConfigFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A file of rules is read whole, or refused with everything that is wrong. */
final class AlertRulesTest {
    @Test
    void shipped_areThoseOfTheHandbook() {
        assertThat(AlertRules.shipped().all())
                .extracting(AlertRule::name)
                .containsExactly(
                        "failed-logins-of-actor",
                        "failed-logins-from-ip",
                        "critical-event",
                        "impossible-travel",
                        "role-check-failed",
                        "silent-producer",
                        "dead-letters-grow");
    }

    @Test
    void defaults_areSaid() {
        AlertRule rule = Events.rules("name: r\nwhen: {action: [x]}").all().get(0);

        assertThat(rule.by()).isEqualTo(KeyField.EVENT);
        assertThat(rule.cooldown()).isEqualTo(Duration.ofHours(1));
        assertThat(rule.test()).isEqualTo(new AlertRule.Threshold("{\"action\":[\"x\"]}", 1, Duration.ofMinutes(10)));
    }

    @Test
    void everythingThatIsWrong_isListedByPlace() {
        String file = """
                version: "1"
                rules:
                  - {name: Bad Name, when: {action: x}, severity: fatal, by: colour, cooldown: 8d}
                  - {name: same, when: {action: [x]}, count: 0, within: soon}
                  - {name: same, when: {action: [{regex: x}]}, after: 1m}
                  - {name: third, test: magic}
                  - {name: fourth, test: growth, by: actor, when: {action: [x]}, count: 0}
                """;

        assertThatThrownBy(() -> AlertRules.of(ConfigFile.parse("alerts.yaml", file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "/rules/0/name must be 1 to 40 characters",
                        "/rules/0/when must be an event pattern",
                        "/rules/0/severity must be info, warn or critical",
                        "/rules/0/by must be actor, ip, producer, tenant or event",
                        "/rules/0/cooldown must be a time of 1s to 7d",
                        "/rules/1/count must be a whole number from 1 to 1000",
                        "/rules/1/within must be a time",
                        "/rules/2/name must be another for each rule",
                        "/rules/2/when must be an event pattern",
                        "/rules/2/after is unknown here",
                        "/rules/3/when is required",
                        "/rules/3/test must be count, travel, silence or growth",
                        "/rules/4/by is unknown here",
                        "/rules/4/when is unknown here",
                        "/rules/4/count must be a whole number from 1 to 1000");
    }

    /** Such a rule would be silent for ever. */
    @Test
    void whatNoEventCanBe_isRefused() {
        String file = """
                version: "1"
                rules:
                  - {name: a, when: {acton: [payment_refunded]}}
                  - {name: b, when: {level: [crit], outcome: [failed]}}
                  - {name: c, when: {$or: [{action: [x]}, {Level: [warn]}]}}
                  - {name: good, when: {level: [warn, {prefix: cr}], outcome: [{anything-but: failure}], metadata: {own: [1]}}}
                """;

        assertThatThrownBy(() -> AlertRules.of(ConfigFile.parse("alerts.yaml", file)))
                .hasMessageContainingAll(
                        "/rules/0/when/acton is no field of an event; known are id, tenantId,",
                        "/rules/1/when/level/0 is none; known are info, warn and critical",
                        "/rules/1/when/outcome/0 is none; known are success and failure",
                        "/rules/2/when/$or/1/Level is no field of an event")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("/rules/3"));
    }

    @Test
    void aFileOfNoRules_raisesNothing() {
        assertThat(AlertRules.of(ConfigFile.parse("alerts.yaml", "version: \"1\"\nrules: []\n"))
                        .all())
                .isEmpty();
    }
}
