package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void hash_takesTheWholeOfListsAndObjectsAndLeavesNull() {
        assertThat(metadata("{version: v, metadata: [{names: [who], do: hash}, {names: [gone], do: drop}]}", """
                {"who":{"a":"x","b":[1,true,null],"gone":"y"}}"""))
                .isEqualTo("{\"who_hash\":{\"a\":\"" + pseudonym("x") + "\",\"b\":[\"" + pseudonym("1")
                        + "\",true,null]}}");
        assertThat(metadata("{version: v, metadata: [{names: [who], do: hash}]}", "{\"who\":null}"))
                .isEqualTo("{\"who\":null}");
    }

    @Test
    void hash_neverGivesANameTwice() {
        String x = pseudonym("x");

        assertThat(metadata("{version: v, metadata: [{names: [who, WHO], do: hash}]}", """
                {"who":"x","who_hash_2":1,"in":{"who":"x"},"who_hash":2}"""))
                .isEqualTo("{\"who_hash_3\":\"" + x + "\",\"who_hash_2\":\"" + pseudonym("1")
                        + "\",\"in\":{\"who_hash\":\"" + x + "\"},\"who_hash\":\"" + pseudonym("2") + "\"}");
    }

    @Test
    void formOfAPseudonym_sparesNothingWhereNoneIsWritten() {
        String forged = pseudonym("x");
        String policy = "{version: v, fields: {resourceId: mask}, metadata: [{names: [password], do: drop},"
                + " {names: [card], do: mask}, {names: [ip], do: truncate}], text: {}}";

        assertThat(metadata(policy, "{\"password\":\"F\",\"card\":[\"F\"],\"ip\":\"F\"}".replace("F", forged)))
                .isEqualTo("{\"card\":\"***\",\"ip\":\"***\"}");
        assertThat(metadata(
                        policy,
                        "{\"password_hash\":\"F\",\"card_hash\":\"F\"}".replace("F", "k9" + forged.substring(2))))
                .isEqualTo("{\"card_hash\":\"***\"}");
        assertThat(of(policy)
                        .protect(event().resourceId(forged).build())
                        .event()
                        .resourceId())
                .isEqualTo("***");
    }

    @Test
    void namesOfMembers_areSearchedToo() {
        assertThat(metadata("{version: v, text: {emails: mask}}", """
                {"a@example.org":1,"b@example.org":{"to c@example.org":2},"[email]":3}"""))
                .isEqualTo("{\"[email]_2\":1,\"[email]_3\":{\"to [email]\":2},\"[email]\":3}");
    }

    @Test
    void numbers_thatAreCardsAreFound_andAllOthersKeepEveryDigit() {
        assertThat(metadata("{version: v, text: {cards: mask}}", """
                {"a":4111111111111111,"b":[4111111111111112,4111111111111111],"c":1.10e400,"d":-0.0}"""))
                .isEqualTo("{\"a\":\"[card]\",\"b\":[4111111111111112,\"[card]\"],\"c\":1.10e400,\"d\":-0.0}");
    }

    @Test
    void numbers_thatAreCardsAreFoundHoweverTheyAreWritten() {
        assertThat(metadata("{version: v, fields: {}, metadata: [], text: {cards: mask}}", """
                {"a":-4111111111111111,"b":4111111111111111.0,"c":4.111111111111111e15,"d":4111111111111111.5,"e":1e999999999}"""))
                .isEqualTo(
                        "{\"a\":\"[card]\",\"b\":\"[card]\",\"c\":\"[card]\",\"d\":4111111111111111.5,\"e\":1e999999999}");
    }

    @Test
    void keep_sparesAMemberFromTheSearch_butNotTheRulesInside() {
        assertThat(metadata(
                        "{version: v, metadata: [{names: [free], do: keep}, {names: [pin], do: mask}], text: {emails: mask}}",
                        "{\"free\":{\"a\":\"a@example.org\",\"pin\":7},\"b\":\"a@example.org\"}"))
                .isEqualTo("{\"free\":{\"a\":\"a@example.org\",\"pin\":\"***\"},\"b\":\"[email]\"}");
    }

    @Test
    void truncate_ofWhatIsNoAddressMasks() {
        assertThat(metadata("{version: v, metadata: [{names: [ip], do: truncate}]}", """
                {"ip":["203.0.113.77","2001:db8:1:2::3","localhost",7,null]}"""))
                .isEqualTo("{\"ip\":[\"203.0.113.0\",\"2001:db8:1::\",\"***\",\"***\",null]}");
    }

    @Test
    void fields_areTreatedInTheirPlace_andAHashedAddressStandsInTheNote() {
        Protected safe = of("""
                version: v
                fields: {ipAddress: hash, userAgent: drop, actorId: hash, resourceId: mask, traceId: hash}
                """)
                .protect(event().ipAddress("203.0.113.77")
                        .userAgent("Mozilla/5.0")
                        .traceId("t1")
                        .build());

        assertThat(safe.event())
                .isEqualTo(event().actorId(pseudonym("user-7f3c"))
                        .resourceId("***")
                        .traceId(pseudonym("t1"))
                        .build());
        assertThat(safe.note())
                .hasToString(
                        "{\"policy\":\"v\",\"key\":\"k1\",\"ipAddress_hash\":\"" + pseudonym("203.0.113.77") + "\"}");
    }

    @Test
    void fields_areSearched_andNeverGrowBeyondTheirLength() {
        Protector protector = of("{version: v, text: {emails: hash, phones: mask}}");

        assertThat(protector
                        .protect(event().actorId("Anna@example.org")
                                .userAgent("+442079460958 a@example.org")
                                .build())
                        .event())
                .isEqualTo(event().actorId(pseudonym("anna@example.org"))
                        .userAgent("+442079460958 [email " + pseudonym("a@example.org") + "]")
                        .build());
        assertThat(protector
                        .protect(event().actorId("a@b.co ".repeat(36)).build())
                        .event()
                        .actorId())
                .isEqualTo("***");
    }

    @Test
    void consent_missing_addsTheStricterRules_unlessTheActionIsExempt() {
        Protector protector = of("""
                version: v
                fields: {ipAddress: truncate, userAgent: keep}
                metadata: [{names: [room], do: keep}, {names: [pin], do: drop}]
                consent: {mode: pseudonymise, exempt: [security], fields: {resourceId: keep},
                          metadata: hash}
                """);
        ActivityEvent event = event().ipAddress("203.0.113.77")
                .userAgent("Mozilla/5.0")
                .metadata(JsonObject.parse("{\"room\":\"r1\",\"pin\":1,\"note\":\"x\",\"tags\":[\"y\",2],\"n\":3}"))
                .build();
        JsonObject kept = JsonObject.parse("{\"room\":\"r1\",\"note\":\"x\",\"tags\":[\"y\",2],\"n\":3}");

        Protected without = protector.protect(event);
        assertThat(without.event())
                .isEqualTo(event().actorId(pseudonym("user-7f3c"))
                        .metadata(JsonObject.parse("{\"room\":\"r1\",\"note_hash\":\"" + pseudonym("x")
                                + "\",\"tags\":[\"" + pseudonym("y") + "\",2],\"n\":3}"))
                        .build());
        assertThat(without.note()).hasToString("{\"policy\":\"v\",\"key\":\"k1\",\"withoutConsent\":true}");
        assertThat(protector.protect(event.toBuilder().consent(false).build()).note())
                .isEqualTo(without.note());
        assertThat(protector.protect(event.toBuilder().consent(true).build()).event())
                .isEqualTo(event.toBuilder()
                        .consent(true)
                        .ipAddress("203.0.113.0")
                        .metadata(kept)
                        .build());
        assertThat(protector
                        .protect(event.toBuilder().action("user_login").build())
                        .event())
                .isEqualTo(event.toBuilder()
                        .action("user_login")
                        .ipAddress("203.0.113.0")
                        .metadata(kept)
                        .build());
    }

    @Test
    void metadata_thatWouldGrowWithoutBoundsGetsStars() {
        JsonObject sent = JsonObject.parse("{\"email\":[" + "1,".repeat(50_000) + "null],\"phone\":\"x\"}");

        ActivityEvent once = shipped().protect(event().metadata(sent).build()).event();
        assertThat(String.valueOf(once.metadata()))
                .hasSizeLessThan(320_000)
                .startsWith("{\"email\":[\"***\",")
                .endsWith("\"phone\":\"***\"}");
        assertThat(shipped().protect(once).event()).isEqualTo(once);
    }

    @Test
    void exemptClass_thatTheCatalogueHasNotIsNamed() {
        assertThatThrownBy(() -> of("{version: v, consent: {mode: pseudonymise, exempt: [securty]}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names securty, which is no class of actions; known are ")
                .hasMessageContaining("security");
        assertThat(of("{version: v, consent: {mode: off, exempt: [securty]}}")).isNotNull();
    }

    @Test
    void event_withNothingToProtectStaysTheSame() {
        ActivityEvent event = event().metadata(JsonObject.parse("{\"reason\":\"Client no-show\",\"fee\":12.50}"))
                .userAgent("Mozilla/5.0")
                .build();

        Protected safe = shipped().protect(event);
        assertThat(safe.event()).isEqualTo(event);
        assertThat(safe.event().metadata()).isSameAs(event.metadata());
        assertThat(safe.note()).hasToString("{\"policy\":\"2026-11\"}");
    }

    private static String metadata(String policy, String json) {
        return String.valueOf(of(policy)
                .protect(event().metadata(JsonObject.parse(json)).build())
                .event()
                .metadata());
    }

    private static String pseudonym(String value) {
        return KEYS.pseudonym("salon-042", value);
    }

    private static Protector shipped() {
        return new Protector(PrivacyPolicy.shipped(), () -> KEYS, ActionCatalogue.shipped());
    }

    static Protector of(String policy) {
        return new Protector(Policies.of(policy), () -> KEYS, ActionCatalogue.shipped());
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
