package dev.taly.activity.local.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.taly.activity.local.LocalAws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The event that Lambda makes of a queue's messages (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">format</a>), as it grows. Not for sharing between
 * threads.
 */
public final class SqsEvent {
    /** Lambda's limit of one invocation's JSON. */
    static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String START = "{\"Records\":[";
    private static final String END = "]}";

    private final String queueArn;
    private final List<Message> messages = new ArrayList<>();
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();

    SqsEvent(String queueArn) {
        this.queueArn = queueArn;
    }

    /** Whether the message fitted in; the first one always does, since no message is that large. */
    boolean add(Message message) {
        byte[] json = record(message);
        int size = START.length() + records.size() + 1 + json.length + END.length();
        if (!messages.isEmpty() && size > MAX_BYTES) {
            return false;
        }
        if (!messages.isEmpty()) {
            records.write(',');
        }
        records.writeBytes(json);
        messages.add(message);
        return true;
    }

    /** What is in it. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    int size() {
        return messages.size();
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    byte[] json() {
        ByteArrayOutputStream event = new ByteArrayOutputStream(records.size() + 16);
        event.writeBytes(START.getBytes(StandardCharsets.US_ASCII));
        event.writeBytes(records.toByteArray());
        event.writeBytes(END.getBytes(StandardCharsets.US_ASCII));
        return event.toByteArray();
    }

    private byte[] record(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.body().length() + 1024);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("messageId", message.messageId());
            out.writeStringField("receiptHandle", message.receiptHandle());
            out.writeStringField("body", message.body());
            out.writeObjectFieldStart("attributes");
            for (Map.Entry<String, String> attribute :
                    message.attributesAsStrings().entrySet()) {
                out.writeStringField(attribute.getKey(), attribute.getValue());
            }
            out.writeEndObject();
            out.writeObjectFieldStart("messageAttributes");
            for (Map.Entry<String, MessageAttributeValue> attribute :
                    message.messageAttributes().entrySet()) {
                out.writeFieldName(attribute.getKey());
                write(attribute.getValue(), out);
            }
            out.writeEndObject();
            out.writeStringField("md5OfBody", message.md5OfBody());
            out.writeStringField("eventSource", "aws:sqs");
            out.writeStringField("eventSourceARN", queueArn);
            out.writeStringField("awsRegion", LocalAws.REGION);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(MessageAttributeValue value, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (value.stringValue() != null) {
            out.writeStringField("stringValue", value.stringValue());
        }
        if (value.binaryValue() != null) {
            out.writeStringField(
                    "binaryValue",
                    Base64.getEncoder().encodeToString(value.binaryValue().asByteArrayUnsafe()));
        }
        for (String always : List.of("stringListValues", "binaryListValues")) {
            out.writeArrayFieldStart(always);
            out.writeEndArray();
        }
        out.writeStringField("dataType", value.dataType());
        out.writeEndObject();
    }
}
