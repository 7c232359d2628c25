package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ActionCatalogue CATALOGUE = ActionCatalogue.shipped();

    private final EventRules standard = EventRules.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-01T12:05:00Z", "2026-03-01T12:00:00Z", "1999-01-01T00:00:00Z", "0000-01-01T00:00:00Z"})
    void check_allowsFiveMinutesAheadAndAnythingBefore(String timestamp) {
        assertThat(standard.check(at(timestamp), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T12:05:00.000000001Z", "2026-03-01T13:00:00Z", "9999-12-31T23:59:59Z"})
    void check_refusesMoreThanFiveMinutesAhead(String timestamp) {
        assertRejected(standard.check(at(timestamp), NOW), RejectionCode.TIMESTAMP_OUT_OF_RANGE, "/timestamp");
    }

    @Test
    void check_refusesWhatIsBeforeTheEarliestWhereOneIsSet() {
        EventRules rules = new EventRules(CATALOGUE, false, Instant.parse("2024-01-01T00:00:00Z"), action -> false);

        assertThat(rules.check(at("2024-01-01T00:00:00Z"), NOW)).isEmpty();
        assertRejected(
                rules.check(at("2023-12-31T23:59:59.999999999Z"), NOW),
                RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                "/timestamp");
    }

    @Test
    void check_refusesAnUnknownActionOnlyWithAClosedCatalogue() {
        EventRules closed = new EventRules(CATALOGUE, true, null, action -> false);
        ActivityEvent unknown =
                ActivityEventTest.minimal().action("ship_launched").build();

        assertThat(standard.check(unknown, NOW)).isEmpty();
        assertRejected(closed.check(unknown, NOW), RejectionCode.UNKNOWN_ACTION, "/action");
        assertThat(closed.check(ActivityEventTest.minimal().build(), NOW)).isEmpty();
    }

    @Test
    void check_demandsConsentOnlyWhereItIsRequired() {
        EventRules strict = new EventRules(CATALOGUE, false, null, action -> true);

        assertThat(standard.check(consent(false), NOW)).isEmpty();
        assertThat(strict.check(consent(true), NOW)).isEmpty();
        assertRejected(strict.check(consent(false), NOW), RejectionCode.CONSENT_MISSING, "/consent");
        assertRejected(strict.check(consent(null), NOW), RejectionCode.CONSENT_MISSING, "/consent");
    }

    @ParameterizedTest
    @CsvSource({
        "role_changed, , critical",
        "login_failed, , warn",
        "user_login, , info",
        "ship_launched, , info",
        "role_changed, info, info",
        "ship_launched, warn, warn"
    })
    void levelOf_isTheEventsOwnElseItsActionsElseInfo(String action, @Nullable String own, String level) {
        ActivityEvent event = ActivityEventTest.minimal()
                .action(action)
                .level(own == null ? null : Level.find(own).orElseThrow())
                .build();

        assertThat(standard.levelOf(event).wire()).isEqualTo(level);
    }

    private static ActivityEvent at(String timestamp) {
        return ActivityEventTest.minimal().timestamp(EventTime.parse(timestamp)).build();
    }

    private static ActivityEvent consent(@Nullable Boolean consent) {
        return ActivityEventTest.minimal().consent(consent).build();
    }

    private static void assertRejected(Optional<Rejection> rejection, RejectionCode code, String pointer) {
        assertThat(rejection).hasValueSatisfying(refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.pointer()).isEqualTo(pointer);
            assertThat(refused.message()).startsWith(pointer.substring(1)).endsWith(".");
        });
    }
}
