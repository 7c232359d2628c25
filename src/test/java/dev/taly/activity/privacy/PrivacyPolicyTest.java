package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.ActionCatalogue;
import org.junit.jupiter.api.Test;

final class PrivacyPolicyTest {
    @Test
    void shipped_isAPolicyThatTruncatesAddressesAndAsksForNoConsent() {
        PrivacyPolicy shipped = PrivacyPolicy.shipped();

        assertThat(shipped.version()).isEqualTo("2026-11");
        assertThat(shipped.protectsDeadLetters()).isFalse();
        assertThat(shipped.needsConsent(ActionCatalogue.shipped())).rejects("appointment_cancelled", "user_login");
        assertThat(shipped.rules("acme", false).fields().ipAddress()).isEqualTo(Treatment.TRUNCATE);
    }

    @Test
    void metadata_firstRuleWins_andATenantsOwnComeBefore() {
        PrivacyPolicy policy = Policies.of("""
                version: v1
                metadata: [{names: [note, "a*", "a1"], do: keep}, {names: ["*"], do: mask}, {names: [b], do: drop}]
                text: {emails: mask}
                tenants:
                  acme: {fields: {actorId: hash}, metadata: [{names: [a1], do: drop}], text: {cards: mask}}
                """);

        NameRules general = policy.rules("globex", false).metadata();
        assertThat(general.find("NOTE")).contains(Treatment.KEEP);
        assertThat(general.find("a1")).contains(Treatment.KEEP);
        assertThat(general.find("b")).contains(Treatment.MASK);
        Rules acme = policy.rules("acme", false);
        assertThat(acme.metadata().find("a_1")).contains(Treatment.DROP);
        assertThat(acme.metadata().find("a_b")).contains(Treatment.KEEP);
        assertThat(acme.fields().actorId()).isEqualTo(Treatment.HASH);
        assertThat(acme.text())
                .isEqualTo(new TextRules(
                        Treatment.MASK, Treatment.KEEP, Treatment.MASK, Treatment.KEEP, Treatment.KEEP, null));
        assertThat(policy.rules("globex", false).fields().actorId()).isEqualTo(Treatment.KEEP);
    }

    @Test
    void needsConsent_isForActionsThatAreNotExempt() {
        PrivacyPolicy policy = Policies.of("{version: v1, consent: {mode: reject, exempt: [security]}}");

        assertThat(policy.needsConsent(ActionCatalogue.shipped()))
                .accepts("appointment_cancelled", "never_heard_of")
                .rejects("user_login");
    }

    @Test
    void sections_mustBeThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("{version: v, text:}"))
                .withMessage("policy.yaml: /fields is required, though it may be empty: what no rule names is kept; "
                        + "/metadata is required, though it may be empty: what no rule names is kept; "
                        + "/text is required, though it may be empty: what no rule names is kept");
    }

    @Test
    void exemptClass_thatTheCatalogueHasNotIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.of("{version: v, consent: {mode: reject, exempt: [securty]}}")
                        .needsConsent(ActionCatalogue.shipped()))
                .withMessageContaining("securty");
    }

    @Test
    void errors_listEverythingWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("""
                        fields: {ipAddress: mask, actorId: drop, userAgent: truncate, email: hash}
                        metadata: [{names: [], do: hash}, {names: [a, "_-"], do: shred}, {names: [b]}]
                        text: {emails: drop, phoneRegion: UK}
                        tenants: {"a b": {}, acme: {consent: {}}}
                        consent: {mode: maybe, metadata: truncate}
                        deadLetters: yes
                        """))
                .withMessage("policy.yaml: /version is required; "
                        + "/fields/email is unknown here; known are actorId, ipAddress, resourceId, traceId, userAgent; "
                        + "/fields/ipAddress must be one of keep, truncate, hash, drop; "
                        + "/fields/userAgent must be one of keep, hash, mask, drop; "
                        + "/fields/actorId must be one of keep, hash, mask; "
                        + "/metadata/0/names must name at least one member; "
                        + "/metadata/1/names/1 must have 1 to 128 letters, digits and *; "
                        + "/metadata/1/do must be one of keep, truncate, hash, mask, drop; "
                        + "/metadata/2/do is required; "
                        + "/text/emails must be one of keep, hash, mask; "
                        + "/text/phoneRegion must be a country that has phone numbers, as two letters such as GB; "
                        + "/tenants/a b must have the name of a tenant: 1 to 64 of A-Z a-z 0-9 _ . -; "
                        + "/tenants/acme/consent is unknown here; known are fields, metadata, text; "
                        + "/consent/mode must be one of off, pseudonymise, reject; "
                        + "/consent/metadata must be one of keep, hash, mask, drop; "
                        + "/deadLetters must be asSent or protected");
    }

    private static PrivacyPolicy of(String yaml) {
        return PrivacyPolicy.of(ConfigFile.parse("policy.yaml", yaml));
    }
}
