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
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser in;

    private SqsEventReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads a whole event.
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
                messages = records();
            } else {
                in.skipChildren();
            }
        }
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
        if (messageId == null || body == null) {
            throw new IOException("not an SQS event: a record has no messageId or no body");
        }
        return new SourceMessage(messageId, body, sentAt, attributes);
    }

    private @Nullable Instant sentAt() throws IOException {
        String millis = null;
        expect(in.currentToken() == JsonToken.START_OBJECT, "attributes is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (name.equals("SentTimestamp")) {
                millis = text();
            } else {
                in.skipChildren();
            }
        }
        try {
            return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Map<String, SourceMessage.Attribute> attributes() throws IOException {
        Map<String, SourceMessage.Attribute> attributes = new HashMap<>();
        expect(in.currentToken() == JsonToken.START_OBJECT, "messageAttributes is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
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
        expect(in.currentToken() == JsonToken.START_OBJECT, "a message attribute is no object");
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "dataType" -> dataType = text();
                case "stringValue", "binaryValue" -> value = in.currentToken() == JsonToken.VALUE_NULL ? value : text();
                default -> in.skipChildren();
            }
        }
        return dataType == null || value == null ? null : new SourceMessage.Attribute(dataType, value);
    }

    private String text() throws IOException {
        expect(in.currentToken() == JsonToken.VALUE_STRING, in.currentName() + " is no string");
        return in.getText();
    }

    private static void expect(boolean kept, String problem) throws IOException {
        if (!kept) {
            throw new IOException("not an SQS event: " + problem);
        }
    }
}
