package dev.taly.activity.audit.format;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.InvalidEventException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One event's way: each field is put where it belongs, and what is left over goes to {@code unmapped}. */
final class OcsfMapping {
    private static final String VERSION = "1.8.0";
    private static final String PRODUCT = "activity-logger";
    private static final String VENDOR = "Taly";
    private static final String UNKNOWN = "unknown";

    private final StoredLine line;
    private final JsonPiece event;
    private final String action;
    private final OcsfActivity activity;
    private final Set<LineField> left = EnumSet.allOf(LineField.class);

    OcsfMapping(StoredLine line, JsonPiece event, String action, OcsfActivity activity) {
        this.line = line;
        this.event = event;
        this.action = action;
        this.activity = activity;
        left.removeIf(field -> !line.has(field));
    }

    void write() throws IOException {
        classification();
        metadata();
        event.open("actor");
        user();
        event.shut();
        switch (activity.kind()) {
            case AUTHENTICATION -> authentication();
            case ENTITY_MANAGEMENT -> entity("entity");
            case API_ACTIVITY -> call();
        }
        origin();
        unmapped();
    }

    private void classification() throws IOException {
        OcsfActivity.Kind kind = activity.kind();
        String name = !activity.name().isEmpty() ? activity.name() : action.isEmpty() ? UNKNOWN : action;
        event.number("class_uid", kind.uid)
                .text("class_name", kind.caption)
                .number("category_uid", kind.category)
                .text("category_name", kind.categoryCaption)
                .number("activity_id", activity.id())
                .text("activity_name", name)
                .number("type_uid", activity.typeUid())
                .text("type_name", kind.caption + ": " + name)
                .number("time", line.timestamp().instant().toEpochMilli());
        severity();
        status();
    }

    private void severity() throws IOException {
        switch (line.text(LineField.LEVEL).orElse("")) {
            case "info" -> event.number("severity_id", 1).text("severity", "Informational");
            case "warn" -> event.number("severity_id", 3).text("severity", "Medium");
            case "critical" -> event.number("severity_id", 5).text("severity", "Critical");
            default -> event.number("severity_id", 0).text("severity", "Unknown");
        }
    }

    private void status() throws IOException {
        String unstated = OcsfActions.isFailure(action) ? "failure" : "";
        boolean stated = line.has(LineField.OUTCOME);
        switch (stated ? line.text(LineField.OUTCOME).orElse("") : unstated) {
            case "success" -> {
                event.number("status_id", 1).text("status", "Success");
                left.remove(LineField.OUTCOME);
            }
            case "failure" -> {
                event.number("status_id", 2).text("status", "Failure");
                left.remove(LineField.OUTCOME);
            }
            default -> event.number("status_id", 0).text("status", "Unknown");
        }
    }

    private void metadata() throws IOException {
        event.open("metadata")
                .text("version", VERSION)
                .open("product")
                .text("name", PRODUCT)
                .text("vendor_name", VENDOR)
                .shut();
        copy("uid", LineField.ID);
        event.copy("original_event_uid", LineField.ID);
        copy("tenant_uid", LineField.TENANT_ID);
        copy("original_time", LineField.TIMESTAMP);
        copyText("event_code", LineField.ACTION);
        copyText("log_level", LineField.LEVEL);
        copyText("correlation_uid", LineField.TRACE_ID);
        Optional<EventTime> received = line.text(LineField.RECEIVED_AT).flatMap(OcsfMapping::time);
        if (received.isPresent()) {
            // To the millisecond only, so the field stays in unmapped too.
            event.number("logged_time", received.get().instant().toEpochMilli());
        }
        event.shut();
    }

    private void authentication() throws IOException {
        user();
        // Required, and what a user logs in to is the tenant's place.
        event.open("service").copy("uid", LineField.TENANT_ID).shut();
        if (line.text(LineField.RESOURCE).filter("session"::equals).isPresent()
                && line.text(LineField.RESOURCE_ID).isPresent()) {
            event.open("session");
            copyText("uid", LineField.RESOURCE_ID);
            event.shut();
        }
    }

    private void entity(String name) throws IOException {
        event.open(name);
        resource();
        event.shut();
    }

    private void call() throws IOException {
        event.open("api").text("operation", action.isEmpty() ? UNKNOWN : action).shut();
        event.openList("resources");
        resource();
        event.shutList();
    }

    private void resource() throws IOException {
        copyText("type", LineField.RESOURCE);
        if (line.text(LineField.RESOURCE_ID).isPresent()) {
            copyText("uid", LineField.RESOURCE_ID);
        } else {
            event.text("name", line.text(LineField.RESOURCE).orElse(UNKNOWN));
        }
    }

    private void user() throws IOException {
        event.open("user");
        if (line.text(LineField.ACTOR_ID).isPresent()) {
            copyText("uid", LineField.ACTOR_ID);
        } else {
            event.text("name", UNKNOWN);
        }
        event.shut();
    }

    private void origin() throws IOException {
        if (line.text(LineField.IP_ADDRESS).isPresent()) {
            event.open("src_endpoint");
            copyText("ip", LineField.IP_ADDRESS);
            event.shut();
        } else if (activity.kind() == OcsfActivity.Kind.API_ACTIVITY) {
            event.open("src_endpoint").text("name", UNKNOWN).shut();
        }
        if (line.text(LineField.USER_AGENT).isPresent()) {
            event.open("http_request");
            copyText("user_agent", LineField.USER_AGENT);
            event.shut();
        }
    }

    private void unmapped() throws IOException {
        if (left.isEmpty()) {
            return;
        }
        event.open("unmapped");
        for (LineField field : left) {
            event.copy(field.wire(), field);
        }
        event.shut();
    }

    private void copyText(String name, LineField field) throws IOException {
        if (line.text(field).isPresent()) {
            copy(name, field);
        }
    }

    private void copy(String name, LineField field) throws IOException {
        event.copy(name, field);
        left.remove(field);
    }

    private static Optional<EventTime> time(String text) {
        try {
            return Optional.of(EventTime.parse(text));
        } catch (InvalidEventException e) {
            return Optional.empty();
        }
    }
}
