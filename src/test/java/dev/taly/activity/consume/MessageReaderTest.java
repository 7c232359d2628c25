package dev.taly.activity.consume;

import static dev.taly.activity.consume.Messages.eventJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.event.StoredEvent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 5: raw deliveries, SNS envelopes and direct messages alike; and where an event without an id gets one. */
final class MessageReaderTest {
    private static final String WITH_ID = eventJson("own", "acme", "2024-03-28T10:00:00Z");
    private static final String BARE = WITH_ID.replace("\"id\":\"own\",", "");

    private final MessageReader reader =
            new MessageReader(new EventCodec(EventRules.standard()), Clock.fixed(Messages.NOW, ZoneOffset.UTC));

    @Test
    void read_ofARawOrDirectMessageKeepsTheEventsOwnId() {
        assertThat(event(Messages.message("m-1", WITH_ID)).event().id()).isEqualTo("own");
    }

    @Test
    void read_ofABareMessageDerivesTheIdFromTheQueues() {
        assertThat(event(Messages.message("m-1", BARE)).event().id()).isEqualTo("sqs-m-1");
    }

    @Test
    void read_ofAnEnvelopeTakesWhatIsInIt() throws Exception {
        StoredEvent stored = event(Messages.message("m-1", envelope("Notification", WITH_ID)));

        assertThat(stored.event().id()).isEqualTo("own");
        assertThat(stored.event().tenantId()).isEqualTo("acme");
    }

    @Test
    void read_ofABareEventInAnEnvelopeDerivesTheIdFromSns() throws Exception {
        assertThat(event(Messages.message("m-1", envelope("Notification", BARE)))
                        .event()
                        .id())
                .isEqualTo("sns-22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
    }

    @Test
    void read_ofAReplayedDeadLetterDerivesTheIdFromItsFirstMessage() {
        SourceMessage replayed = new SourceMessage(
                "m-2", BARE, Messages.SENT_AT, Map.of("rejection.messageId", SourceMessage.Attribute.text("m-1")));

        assertThat(event(replayed).event().id()).isEqualTo("sqs-m-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not an id", "ünï", "a/b"})
    void read_ignoresAFirstIdThatIsNone(String first) {
        SourceMessage replayed = new SourceMessage(
                "m-2", BARE, Messages.SENT_AT, Map.of("rejection.messageId", SourceMessage.Attribute.text(first)));

        assertThat(event(replayed).event().id()).isEqualTo("sqs-m-2");
    }

    @Test
    void read_takesTheQueuesTimeAndTheCataloguesLevel() {
        StoredEvent stored = event(Messages.message("m-1", WITH_ID.replace("user_login", "login_failed")));

        assertThat(stored.receivedAt()).isEqualTo(Messages.SENT_AT);
        assertThat(stored.event().level()).isEqualTo(Level.WARN);
    }

    @Test
    void read_takesTheClocksTimeWhereTheQueueToldNone() {
        assertThat(event(new SourceMessage("m-1", WITH_ID, null, Map.of())).receivedAt())
                .isEqualTo(Messages.NOW);
    }

    @Test
    void read_ofAnEnvelopeOfAnotherKindIsNoEvent() throws Exception {
        assertThat(code(Messages.message("m-1", envelope("SubscriptionConfirmation", WITH_ID))))
                .isEqualTo(RejectionCode.UNKNOWN_FIELD);
    }

    @Test
    void read_ofABrokenEnvelopeIsNoEvent() throws Exception {
        String whole = envelope("Notification", WITH_ID);

        assertThat(code(Messages.message("m-1", whole.substring(0, whole.length() - 1))))
                .isEqualTo(RejectionCode.UNKNOWN_FIELD);
    }

    @Test
    void read_ofAnEventThatSpeaksOfTopicsIsNoEnvelope() {
        String event =
                WITH_ID.replace("{\"id\"", "{\"metadata\":{\"Type\":\"Notification\",\"TopicArn\":\"t\"},\"id\"");

        assertThat(event(Messages.message("m-1", event)).event().id()).isEqualTo("own");
    }

    @Test
    void read_opensAnEnvelopeOnceOnly() throws Exception {
        assertThat(code(Messages.message("m-1", envelope("Notification", envelope("Notification", WITH_ID)))))
                .isEqualTo(RejectionCode.UNKNOWN_FIELD);
    }

    private StoredEvent event(SourceMessage message) {
        return ((MessageReader.Read.Event) reader.read(message)).event();
    }

    private RejectionCode code(SourceMessage message) {
        return ((MessageReader.Read.Invalid) reader.read(message)).rejection().code();
    }

    private static String envelope(String type, String message) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", type);
        fields.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        fields.put("TopicArn", "arn:aws:sns:us-west-2:123456789012:activity-events");
        fields.put("Message", message);
        fields.put("Timestamp", "2024-03-28T12:45:29.900Z");
        fields.put("SignatureVersion", "1");
        fields.put("Signature", "EXAMPLEw6JRN==");
        return new JsonMapper().writeValueAsString(fields);
    }
}
