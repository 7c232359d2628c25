package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LetterTest {
    @Test
    void rejectedLetter_saysWhyWhereAndWhen() {
        Letter letter = Letters.letter(Letters.rejected("m-1", "invalid_field", "/ipAddress", "{}"));

        assertThat(letter.reason())
                .isEqualTo(new Reason(
                        Reason.Source.REJECTED,
                        "invalid_field",
                        "/ipAddress",
                        "It is wrong.",
                        Instant.parse("2024-03-28T09:00:00Z")));
        assertThat(letter.firstId()).isEqualTo("first-m-1");
    }

    @Test
    void reasonOfTheWholeMessage_hasNoPointer() {
        assertThat(Letters.letter(Letters.rejected("m-1", "malformed_json", "#", "{"))
                        .reason()
                        .pointer())
                .isEmpty();
    }

    @Test
    void letterWithoutReasons_wasRedriven() {
        Letter letter = Letters.letter(Letters.redriven("m-1", "acme"));

        assertThat(letter.reason().source()).isEqualTo(Reason.Source.REDRIVEN);
        assertThat(letter.reason().code()).isEqualTo("redriven");
        assertThat(letter.firstId()).isEqualTo("m-1");
    }

    @Test
    void letterOfSns_wasUndelivered() {
        Map<String, Attribute> attributes = Map.of(
                "RequestID", Attribute.text("r-1"),
                "ErrorCode", Attribute.text("KMS.AccessDenied"),
                "ErrorMessage", Attribute.text("no key"));

        Letter letter = Letters.letter(new SourceMessage("m-1", "{}", Letters.NOW, attributes));

        assertThat(letter.reason().code()).isEqualTo("undelivered");
        assertThat(letter.reason().message()).isEqualTo("SNS could not deliver it: KMS.AccessDenied no key");
    }

    @Test
    void foreignAttributes_areTextsAndNothingElse() {
        Map<String, Attribute> attributes =
                Map.of("rejection.code", Attribute.text("of_the_future"), "rejection.at", Attribute.text("yesterday"));

        Reason reason = Letters.letter(new SourceMessage("m-1", "", Letters.NOW, attributes))
                .reason();

        assertThat(reason).isEqualTo(new Reason(Reason.Source.REJECTED, "of_the_future", "", "", null));
    }

    @Test
    void letterInAnEnvelope_isSeenThroughIt() {
        String envelope = "{\"Type\":\"Notification\",\"MessageId\":\"n-1\",\"TopicArn\":\"arn\",\"Message\":"
                + "\"{\\\"tenantId\\\":\\\"acme\\\",\\\"action\\\":\\\"user_login\\\"}\"}";

        Letter letter = Letters.letter(Letters.redriven("m-1", Duration.ofHours(1), envelope));

        assertThat(letter.glimpse().tenantId()).isEqualTo("acme");
        assertThat(letter.eventId()).isEqualTo("sns-n-1");
        assertThat(letter.eventText()).isEqualTo("{\"tenantId\":\"acme\",\"action\":\"user_login\"}");
    }

    @Test
    void eventWithoutId_hasTheOneThatTheConsumerDerives() {
        assertThat(Letters.letter(Letters.rejected("m-1", "missing_field", "/tenantId", "{}"))
                        .eventId())
                .isEqualTo("sqs-first-m-1");
        assertThat(Letters.letter(Letters.redriven("m-1", "acme")).eventId()).isEqualTo("event-m-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenantId\":\"acme\",\"action\":\"user_login\",\"metadata\":{\"action\":\"no\"},\"x\"",
                "{\"metadata\":[{\"tenantId\":\"no\"}],\"tenantId\":\"acme\",\"action\":\"user_login\"}",
                "{\"id\":7,\"tenantId\":\"acme\",\"action\":\"user_login\"} and more"
            })
    void glimpse_seesWhatStandsBeforeTheBreak(String text) {
        assertThat(Glimpse.of(text)).isEqualTo(new Glimpse("", "acme", "user_login", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "nonsense", "{\"tenantId\":{\"a\":1},\"action\":[1,2]}", "\u0000", "{\"tenantId\""})
    void glimpse_ofAnythingElse_isEmpty(String text) {
        assertThat(Glimpse.of(text)).isEqualTo(new Glimpse("", "", "", ""));
    }

    @Test
    void glimpse_leavesOutWhatIsTooLongForATenant() {
        assertThat(Glimpse.of("{\"tenantId\":\"" + "x".repeat(257) + "\"}").tenantId())
                .isEmpty();
    }
}
