package dev.taly.activity.consume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What SNS wraps around a message where raw delivery is off (<a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">format</a>).
 *
 * @param messageId SNS's id of the message
 * @param message the message as published
 */
public record SnsEnvelope(String messageId, String message) {
    /** Keeps no names: they are the sender's, and so may be ever new ones. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /**
     * The envelope, if the body is one. No event can be mistaken for one: its fields are unknown to events.
     */
    public static Optional<SnsEnvelope> open(String body) {
        if (!body.contains("\"TopicArn\"")) {
            return Optional.empty();
        }
        Map<String, String> texts = new HashMap<>();
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                if (in.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, in.getText());
                } else {
                    in.skipChildren();
                }
            }
            if (in.nextToken() != null) {
                return Optional.empty();
            }
        } catch (IOException e) {
            // No envelope, then; the codec says what is wrong with it.
            return Optional.empty();
        }
        String id = texts.get("MessageId");
        String message = texts.get("Message");
        boolean notification = "Notification".equals(texts.get("Type")) && texts.containsKey("TopicArn");
        return notification && id != null && message != null
                ? Optional.of(new SnsEnvelope(id, message))
                : Optional.empty();
    }
}
