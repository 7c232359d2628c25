package dev.taly.activity.event;

import org.jspecify.annotations.Nullable;

/** Writes an event's fields in their one fixed order. */
final class EventWriter {
    private static final int USUAL_LENGTH = 512;

    private EventWriter() {}

    static String write(ActivityEvent event) {
        JsonText out = new JsonText(room(event.metadata())).begin('{');
        fields(event, out);
        return out.end('}').toString();
    }

    static String write(StoredEvent stored) {
        JsonText out = new JsonText(room(stored.event().metadata()) + room(stored.enrichment())).begin('{');
        fields(stored.event(), out);
        plain(out, "receivedAt", EventTime.of(stored.receivedAt()).toString());
        json(out, "enrichment", stored.enrichment());
        return out.end('}').toString();
    }

    private static int room(@Nullable JsonObject object) {
        return USUAL_LENGTH + (object == null ? 0 : object.json().length());
    }

    private static void fields(ActivityEvent event, JsonText out) {
        plain(out, "id", event.id());
        plain(out, "tenantId", event.tenantId());
        text(out, "actorId", event.actorId());
        plain(out, "action", event.action());
        plain(out, "resource", event.resource());
        text(out, "resourceId", event.resourceId());
        plain(out, "timestamp", event.timestamp().toString());
        Level level = event.level();
        plain(out, "level", level == null ? null : level.wire());
        Outcome outcome = event.outcome();
        plain(out, "outcome", outcome == null ? null : outcome.wire());
        json(out, "metadata", event.metadata());
        text(out, "userAgent", event.userAgent());
        plain(out, "ipAddress", event.ipAddress());
        json(out, "consent", event.consent());
        plain(out, "producer", event.producer());
        json(out, "seq", event.seq());
        text(out, "traceId", event.traceId());
    }

    private static void text(JsonText out, String name, @Nullable String value) {
        if (value != null) {
            out.plainName(name).string(value);
        }
    }

    /** A text whose rule in {@link FieldRules} allows no character that JSON escapes. */
    private static void plain(JsonText out, String name, @Nullable String value) {
        if (value != null) {
            out.plainName(name).plain(value);
        }
    }

    /** An object, a number or a boolean: its text is its JSON. */
    private static void json(JsonText out, String name, @Nullable Object value) {
        if (value != null) {
            out.plainName(name).json(value.toString());
        }
    }
}
