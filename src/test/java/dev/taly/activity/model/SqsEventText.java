package dev.taly.activity.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The JSON that Lambda makes of a batch. */
final class SqsEventText {
    private static final JsonFactory JSON = new JsonFactory();

    private SqsEventText() {}

    static byte[] of(List<QueuedMessage> batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("Records");
            for (QueuedMessage message : batch) {
                write(message, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(QueuedMessage message, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("messageId", message.id);
        out.writeStringField("receiptHandle", message.id + "-" + message.receives);
        out.writeStringField("body", message.body);
        out.writeObjectFieldStart("attributes");
        out.writeStringField("ApproximateReceiveCount", Integer.toString(message.receives));
        out.writeStringField("SentTimestamp", Long.toString(message.sentAt.toEpochMilli()));
        out.writeEndObject();
        out.writeObjectFieldStart("messageAttributes");
        for (Map.Entry<String, String> attribute : message.attributes.entrySet()) {
            out.writeObjectFieldStart(attribute.getKey());
            out.writeStringField("stringValue", attribute.getValue());
            out.writeStringField("dataType", "String");
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeStringField("eventSource", "aws:sqs");
        out.writeEndObject();
    }
}
