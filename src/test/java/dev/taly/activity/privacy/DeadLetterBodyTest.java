package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.EventText;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DeadLetterBodyTest {
    private static final String POLICY = """
            version: v
            fields: {ipAddress: truncate, userAgent: keep, actorId: keep, resourceId: keep, traceId: keep}
            metadata: [{names: ["*password"], do: drop}, {names: [email], do: hash}, {names: [pin], do: mask}]
            text: {emails: hash, phones: mask, cards: mask, ibans: mask}
            consent: {mode: reject, exempt: [security], metadata: hash}
            """;
    private static final Protector PROTECTOR = ProtectorTest.of(POLICY);

    @Test
    void event_keepsItsFormAndGetsPseudonyms() {
        assertThat(protect("""
                { "tenantId": "acme", "actorId": "u1", "action": "Bad Action", "ipAddress": "203.0.113.77", "extra": "a@example.org",
                  "metadata": {"email": "a@example.org", "user_password": "hunter2", "fee": 1.50}, "seq": 7.0e0 }"""))
                .isEqualTo(
                        "{\"tenantId\":\"acme\",\"actorId\":\"u1\",\"action\":\"Bad Action\",\"ipAddress\":\"203.0.113.0\",\"extra\":\""
                                + acme("a@example.org") + "\",\"metadata\":{\"email_hash\":\"" + acme("a@example.org")
                                + "\",\"fee\":1.50},\"seq\":7.0e0}");
    }

    @Test
    void body_withoutAnythingPersonalStaysToTheCharacter() {
        String body = " { \"tenantId\" : \"acme\", \"x\": [1, 2.0, {}], \"y\": \"\\u0041\" } ";

        assertThat(protect(body)).isSameAs(body);
        assertThat(protect("no json at all")).isEqualTo("no json at all");
        assertThat(protect("")).isEmpty();
    }

    @Test
    void unknownTenant_getsStarsAndNoPseudonyms() {
        assertThat(protect("{\"metadata\":{\"email\":\"a@example.org\",\"t\":\"to a@example.org\"}}"))
                .isEqualTo("{\"metadata\":{\"email\":\"***\",\"t\":\"to [email]\"}}");
        assertThat(protect("[{\"email\":7}]")).isEqualTo("[{\"email\":\"***\"}]");
        assertThat(protect("\"a@example.org\"")).isEqualTo("\"[email]\"");
    }

    @Test
    void nameThatStandsTwice_staysTwice() {
        assertThat(protect("{\"tenantId\":\"acme\",\"metadata\":{\"email\":\"x\",\"email\":\"y\"}}"))
                .isEqualTo("{\"tenantId\":\"acme\",\"metadata\":{\"email_hash\":\"" + acme("x") + "\",\"email_hash\":\""
                        + acme("y") + "\"}}");
    }

    @Test
    void fieldsOfAWrongType_areTreatedToo() {
        Protector protector =
                ProtectorTest.of("{version: v, fields: {actorId: hash, traceId: drop, ipAddress: truncate}}");

        assertThat(protector.protectBody(
                        "{\"tenantId\":\"acme\",\"actorId\":7,\"traceId\":[1],\"ipAddress\":{\"a\":\"host\"}}", false))
                .isEqualTo("{\"tenantId\":\"acme\",\"actorId\":\"" + acme("7") + "\",\"ipAddress\":{\"a\":\"***\"}}");
    }

    @Test
    void malformedText_losesWhatHasARuleAndWhatIsFound() {
        assertThat(
                        protect(
                                "{\"tenantId\":\"acme\", \"email\" : \"Anna\", \"user_pass\\u0077ord\":\"hunt\\\"er2\", \"pin\": 1234,"
                                        + " \"password\": {\"a\": [\"b\", 1, null]}, \"t\": \"mail a\\u0040example.org\", \"ipAddress\": \"203.0.113.77\""))
                .isEqualTo(
                        "{\"tenantId\":\"acme\", \"email\" : \"***\", \"user_pass\\u0077ord\":\"***\", \"pin\": \"***\","
                                + " \"password\": {\"a\": [\"***\", \"***\", null]}, \"t\": \"mail [email]\", \"ipAddress\": \"203.0.113.0\"");
        assertThat(protect("{\"email\": \"Anna")).isEqualTo("{\"email\": \"***\"");
        assertThat(protect("user=anna@example.org&card=4111111111111111")).isEqualTo("user=[email]&card=[card]");
    }

    @Test
    void envelopeOfSns_isProtectedInside() {
        String event = "{\"tenantId\":\"acme\",\"metadata\":{\"email\":\"a@example.org\"}}";
        String envelope =
                "{\"Type\":\"Notification\",\"MessageId\":\"m1\",\"TopicArn\":\"arn:aws:sns:us-east-1:444455556666:t\",\"Message\":"
                        + EventText.quote(event) + "}";

        assertThat(protect(envelope))
                .isEqualTo(envelope.replace("email", "email_hash")
                        .replace("a@example.org", acme("a@example.org"))
                        .replace("\\u0022", "\\\""));
    }

    @Test
    void envelopeOfSns_isSearchedForWhatTheSenderWroteOnIt() {
        String envelope =
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:us-east-1:444455556666:t\",\"Subject\":\"S\","
                        + "\"Message\":\"{}\",\"MessageAttributes\":{\"note\":{\"Type\":\"String\",\"Value\":\"S\"},\"pin\":P}}";
        String sent =
                envelope.replace("\"S\"", "\"to a@example.org\"").replace("P", "{\"Type\":\"String\",\"Value\":\"1\"}");
        String safe = envelope.replace("\"S\"", "\"to [email]\"").replace("P", "\"***\"");

        assertThat(protect(sent)).isEqualTo(safe);
        String wrapped = "{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":B}";
        assertThat(protect(wrapped.replace("B", EventText.quote(sent))))
                .isEqualTo(wrapped.replace("B", EventText.quote(safe)).replace("\\u0022", "\\\""));
    }

    @Test
    void missingConsent_meansTheStricterRules() {
        assertThat(PROTECTOR.protectBody(
                        "{\"tenantId\":\"acme\",\"actorId\":\"u1\",\"ipAddress\":\"203.0.113.7\",\"metadata\":{\"note\":\"x\"}}",
                        true))
                .isEqualTo("{\"tenantId\":\"acme\",\"actorId\":\"" + acme("u1") + "\",\"metadata\":{\"note_hash\":\""
                        + acme("x") + "\"}}");
        assertThat(PROTECTOR.protectBody("{\"tenantId\":\"acme\",\"metadata\":{\"note\":\"x\", Anna}", true))
                .isEqualTo("{\"tenantId\":\"acme\",\"metadata\":{\"note\":\"***\", \"***\"}");
    }

    @Test
    void letterThatWouldGrowBeyondAnEvent_getsStars() {
        String body = "{\"tenantId\":\"acme\",\"metadata\":{\"email\":[" + "\"a@b.co\",".repeat(12_000) + "null]}}";

        assertThat(protect(body))
                .hasSizeLessThan(128 * 1024)
                .contains("\"***\"")
                .doesNotContain("a@b.co");
    }

    @Test
    void charactersThatSqsRefuses_stayEscaped() {
        assertThat(protect("{\"a\":\"\\uffff a@example.org \\u0001\"}"))
                .isEqualTo("{\"a\":\"\\uffff [email] \\u0001\"}");
    }

    @TestFactory
    Stream<DynamicTest> hostileTexts_takeTimeInProportionToTheirLength() {
        return Stream.of(
                        "\"",
                        "\"a\":",
                        "{",
                        "[",
                        "{\"a\":",
                        "\"email\":[",
                        "\\",
                        "\"\\",
                        " ",
                        "\" ",
                        "a@b.co",
                        "\"a@b.co\":1,",
                        "\\ud800",
                        "0",
                        "\"email\" ")
                .map(part -> DynamicTest.dynamicTest(
                        EventText.quote(part),
                        () -> Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
                            String text = part.repeat(64 * 1024 / part.length());
                            protect(text);
                            protect("{\"tenantId\":\"acme\"," + text);
                            protect("{\"tenantId\":\"acme\",\"email\":" + EventText.quote(text) + "}");
                        })));
    }

    private static String protect(String body) {
        return PROTECTOR.protectBody(body, false);
    }

    private static String acme(String value) {
        return Keys.one().pseudonym("acme", value);
    }
}
