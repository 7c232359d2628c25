package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final Subscription SUBSCRIPTION =
            new Subscription(Sns.TOPIC + ":sub-1", Sns.TOPIC, Sns.QUEUE, SubscriptionSettings.of(Map.of(), ""));

    @Test
    void envelope_isLaidOutAsAwsDoes() {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        attributes.put("tenant", MessageAttribute.text("acme"));
        attributes.put("size", new MessageAttribute("Number", "99"));
        Message message =
                new Message("m-1", "{\"a\":\"ü\"}", Optional.of("A subject"), attributes, Optional.of("acme"));

        assertThat(Envelope.of(message, SUBSCRIPTION, Sns.ACCOUNT, Sns.NOW)).isEqualTo("""
                {
                  "Type" : "Notification",
                  "MessageId" : "m-1",
                  "TopicArn" : "arn:aws:sns:us-east-1:000000000000:activity-events",
                  "Subject" : "A subject",
                  "Message" : "{\\"a\\":\\"ü\\"}",
                  "Timestamp" : "2026-03-28T12:45:33.120Z",
                  "SignatureVersion" : "1",
                  "Signature" : "dW5zaWduZWQ6IGxvY2FsIFNOUw==",
                  "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000000000000000000000000000000000.pem",
                  "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:000000000000:activity-events:sub-1",
                  "MessageAttributes" : {
                    "tenant" : {"Type":"String","Value":"acme"},
                    "size" : {"Type":"Number","Value":"99"}
                  }
                }""");
    }

    @Test
    void envelope_leavesOutWhatTheMessageHasNot() throws IOException {
        JsonNode envelope = envelope("text");

        assertThat(envelope.has("Subject")).isFalse();
        assertThat(envelope.has("MessageAttributes")).isFalse();
    }

    @Test
    void envelope_keepsEveryCharacterOfTheMessage() throws IOException {
        String body = "\"\\\u0000\u001f\t\r\n\u007f\u2028 é 😀 </script>";

        assertThat(envelope(body).path("Message").textValue()).isEqualTo(body);
    }

    private static JsonNode envelope(String body) throws IOException {
        Message message = new Message("m-1", body, Optional.empty(), Map.of(), Optional.empty());
        return new ObjectMapper().readTree(Envelope.of(message, SUBSCRIPTION, Sns.ACCOUNT, Sns.NOW));
    }
}
