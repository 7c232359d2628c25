package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProtectorTest {
    private static final PseudonymKeys KEYS = Keys.one();

    @Test
    void shippedPolicy_leavesNoDirectIdentifier() {
        Protected safe = shipped()
                .protect(event().metadata(JsonObject.parse("""
                {"email":"Anna@Example.org","reason":"call +44 20 7946 0958 or anna@example.org","password":"hunter2","fee":12.50,
                 "contact":{"firstName":"Anna","tags":["a","4111 1111 1111 1111"]},"customer_iban":"DE89370400440532013000"}"""))
                        .ipAddress("203.0.113.77")
                        .build());

        String anna = KEYS.pseudonym("salon-042", "anna@example.org");
        assertThat(safe.event().metadata())
                .hasToString("{\"email_hash\":\"" + anna + "\",\"reason\":\"call [phone] or [email " + anna
                        + "]\",\"fee\":12.50,\"contact\":{\"firstName_hash\":\"" + KEYS.pseudonym("salon-042", "Anna")
                        + "\",\"tags\":[\"a\",\"[card]\"]},\"customer_iban\":\"***\"}");
        assertThat(safe.event().ipAddress()).isEqualTo("203.0.113.0");
        assertThat(safe.note()).hasToString("{\"policy\":\"2026-11\",\"key\":\"k1\"}");
    }

    @Test
    void keys_areAskedForOnlyByAnEventThatNeedsThem() {
        Protector protector = new Protector(
                PrivacyPolicy.shipped(),
                () -> {
                    throw new IllegalStateException("no keys today");
                },
                ActionCatalogue.shipped());

        assertThat(protector.protect(event().build()).event()).isEqualTo(event().build());
        assertThatThrownBy(() -> protector.protect(event().metadata(JsonObject.parse("{\"email\":\"a@example.org\"}"))
                        .build()))
                .hasMessage("no keys today");
    }

    private static Protector shipped() {
        return new Protector(PrivacyPolicy.shipped(), () -> KEYS, ActionCatalogue.shipped());
    }

    static Protector of(String policy) {
        return new Protector(
                PrivacyPolicy.of(ConfigFile.parse("policy.yaml", policy)), () -> KEYS, ActionCatalogue.shipped());
    }

    private static ActivityEvent.Builder event() {
        return ActivityEvent.builder()
                .tenantId("salon-042")
                .actorId("user-7f3c")
                .action("appointment_cancelled")
                .resource("appointment")
                .resourceId("appt-5002")
                .timestamp(Instant.parse("2024-03-28T12:45:30Z"));
    }
}
