package dev.taly.activity.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.consume.SourceMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that Lambda hands to a function whose source is an SQS queue (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">format</a>). Streaming, because loading an object
 * mapper would double the function's cold start.
 */
final class SqsEventReader {
    /** Keeps no names for good: an attribute's is the sender's, and so may be ever a new one. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** The end of the year 9999: no event can tell a later time. */
    private static final long LATEST = 253_402_300_799_999L;

    private final JsonParser in;

    private SqsEventReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads a whole event. A record needs an id, to answer for it; whatever else is wrong with one is its own trouble: a body
     * that is no string is read as the empty one, which is no event, and an attribute of no known form is left out.
     *
     * @throws IOException if it is no such JSON: then nothing of the batch was decided
     */
    static List<SourceMessage> read(InputStream event) throws IOException {
        try (JsonParser in = JSON.createParser(event)) {
            return new SqsEventReader(in).event();
        }
    }

    private List<SourceMessage> event() throws IOException {
        List<SourceMessage> messages = null;
        expect(in.nextToken() == JsonToken.START_OBJECT, "the event is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (name.equals("Records")) {
                // A second list would hide the first one's messages, and what is not answered for is deleted.
                expect(messages == null, "the event has Records twice");
                messages = records();
            } else {
                in.skipChildren();
            }
        }
        expect(in.nextToken() == null, "something follows the event");
        expect(messages != null, "the event has no Records");
        return messages == null ? List.of() : messages;
    }

    private List<SourceMessage> records() throws IOException {
        expect(in.currentToken() == JsonToken.START_ARRAY, "Records is no array");
        List<SourceMessage> messages = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            messages.add(message());
        }
        return messages;
    }

    private SourceMessage message() throws IOException {
        expect(in.currentToken() == JsonToken.START_OBJECT, "a record is no object");
        String messageId = null;
        String body = null;
        Instant sentAt = null;
        Map<String, SourceMessage.Attribute> attributes = Map.of();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "messageId" -> messageId = text();
                case "body" -> body = text();
                case "attributes" -> sentAt = sentAt();
                case "messageAttributes" -> attributes = attributes();
                default -> in.skipChildren();
            }
        }
        if (messageId == null || messageId.isEmpty()) {
            throw new IOException("not an SQS event: a record has no messageId");
        }
        return new SourceMessage(messageId, body == null ? "" : body, sentAt, attributes);
    }

    private @Nullable Instant sentAt() throws IOException {
        String millis = null;
        for (String name = firstName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (name.equals("SentTimestamp")) {
                millis = text();
            } else {
                in.skipChildren();
            }
        }
        try {
            long sent = millis == null ? -1 : Long.parseLong(millis);
            return sent < 0 || sent > LATEST ? null : Instant.ofEpochMilli(sent);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Map<String, SourceMessage.Attribute> attributes() throws IOException {
        String first = firstName();
        if (first == null) {
            return Map.of();
        }
        Map<String, SourceMessage.Attribute> attributes = new HashMap<>();
        for (String name = first; name != null; name = in.nextFieldName()) {
            in.nextToken();
            SourceMessage.Attribute attribute = attribute();
            if (attribute != null) {
                attributes.put(name, attribute);
            }
        }
        return attributes;
    }

    private SourceMessage.@Nullable Attribute attribute() throws IOException {
        String dataType = null;
        String value = null;
        for (String name = firstName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "dataType" -> dataType = text();
                case "stringValue", "binaryValue" -> value = in.currentToken() == JsonToken.VALUE_NULL ? value : text();
                default -> in.skipChildren();
            }
        }
        if (dataType == null || value == null) {
            return null;
        }
        try {
            return new SourceMessage.Attribute(dataType, value);
        } catch (IllegalArgumentException e) {
            // Binary that is no Base64.
            return null;
        }
    }

    /** The first name of the object that the parser stands on; nothing if it is empty, or no object at all. */
    private @Nullable String firstName() throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            return in.nextFieldName();
        }
        in.skipChildren();
        return null;
    }

    private @Nullable String text() throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        in.skipChildren();
        return null;
    }

    private static void expect(boolean kept, String problem) throws IOException {
        if (!kept) {
            throw new IOException("not an SQS event: " + problem);
        }
    }
}
