package dev.taly.activity.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes an event's fields in their one fixed order. */
final class EventWriter {
    private EventWriter() {}

    static String write(ActivityEvent event) {
        return object(out -> fields(event, out));
    }

    static String write(StoredEvent stored) {
        return object(out -> {
            fields(stored.event(), out);
            text(out, "receivedAt", EventTime.of(stored.receivedAt()).toString());
            object(out, "enrichment", stored.enrichment());
        });
    }

    private static void fields(ActivityEvent event, JsonGenerator out) throws IOException {
        text(out, "id", event.id());
        text(out, "tenantId", event.tenantId());
        text(out, "actorId", event.actorId());
        text(out, "action", event.action());
        text(out, "resource", event.resource());
        text(out, "resourceId", event.resourceId());
        text(out, "timestamp", event.timestamp().toString());
        Level level = event.level();
        text(out, "level", level == null ? null : level.wire());
        Outcome outcome = event.outcome();
        text(out, "outcome", outcome == null ? null : outcome.wire());
        object(out, "metadata", event.metadata());
        text(out, "userAgent", event.userAgent());
        text(out, "ipAddress", event.ipAddress());
        Boolean consent = event.consent();
        if (consent != null) {
            out.writeBooleanField("consent", consent);
        }
        text(out, "producer", event.producer());
        Long seq = event.seq();
        if (seq != null) {
            out.writeNumberField("seq", seq);
        }
        text(out, "traceId", event.traceId());
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private static void object(JsonGenerator out, String name, @Nullable JsonObject value) throws IOException {
        if (value != null) {
            out.writeFieldName(name);
            out.writeRawValue(value.json());
        }
    }

    private static String object(Members members) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = EventReader.JSON.createGenerator(text)) {
            out.writeStartObject();
            members.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text broke while it was written", e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator out) throws IOException;
    }
}
