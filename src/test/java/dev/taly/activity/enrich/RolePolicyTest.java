package dev.taly.activity.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolePolicyTest {
    private static final RolePolicy POLICY = RolePolicy.of(ConfigFile.parse("roles.yaml", """
            version: 2026-11
            roles:
              STAFF: [appointment_*, user_login]
              OWNER: ["*"]
              GUEST: []
            """));

    @ParameterizedTest
    @CsvSource({
        "STAFF, appointment_cancelled, true",
        "STAFF, user_login, true",
        "STAFF, user_login_again, false",
        "STAFF, payment_refunded, false",
        "OWNER, payment_refunded, true",
        "GUEST, user_login, false",
        "staff, user_login, false",
        "JANITOR, user_login, false",
    })
    void allows_whatTheFileSaysAndNothingElse(String role, String action, boolean allowed) {
        assertThat(POLICY.allows(role, action)).isEqualTo(allowed);
    }

    @Test
    void allowedRole_isVerifiedAndLeavesTheLevel() {
        Finding finding =
                new RoleEnrichment(POLICY).find(Cases.withRole("STAFF")).orElseThrow();

        assertThat(finding)
                .isEqualTo(Finding.of(Cases.json("{'provider':'policy','version':'2026-11','roleVerified':true}")));
    }

    @Test
    void forbiddenRole_deservesAWarningAndKeepsTheLevelThatWas() {
        Finding finding =
                new RoleEnrichment(POLICY).find(Cases.withRole("GUEST")).orElseThrow();

        assertThat(finding.detail())
                .isEqualTo(Cases.json(
                        "{'provider':'policy','version':'2026-11','roleVerified':false,'raisedFrom':'info'}"));
        assertThat(finding.atLeast()).contains(Level.WARN);
        assertThat(finding.rejection()).isEmpty();
    }

    @Test
    void forbiddenRole_ofACriticalEventRaisesNothing() {
        Finding finding = new RoleEnrichment(POLICY)
                .find(Cases.withRole("GUEST").toBuilder().level(Level.CRITICAL).build())
                .orElseThrow();

        assertThat(finding.detail().json()).doesNotContain("raisedFrom");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{'role':7}", "{'role':null}", "{'deeper':{'role':'STAFF'}}", "{'rolle':'STAFF'}"})
    void eventWithoutARole_hasNothingToVerify(String metadata) {
        assertThat(new RoleEnrichment(POLICY)
                        .find(Cases.event().metadata(Cases.json(metadata)).build()))
                .isEmpty();
        assertThat(new RoleEnrichment(POLICY).find(Cases.event().build())).isEmpty();
    }

    @Test
    void of_listsEverythingThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RolePolicy.of(ConfigFile.parse("roles.yaml", """
                        roles:
                          STAFF: [appointment*x, "Upper", ok]
                          "": user_login
                        rules: {}
                        """)))
                .withMessage("roles.yaml: /rules is unknown here; known are roles, version; /version is required; "
                        + "/roles/STAFF/0 must be an action, the beginning of one followed by *, or *; "
                        + "/roles/STAFF/1 must be an action, the beginning of one followed by *, or *; "
                        + "/roles/ must stand under a role of 1 to 256 characters; /roles/ must be a list");
    }

    @Test
    void of_wantsRoles() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RolePolicy.of(ConfigFile.parse("roles.yaml", "version: 1")))
                .withMessage("roles.yaml: /roles is required");
    }
}
