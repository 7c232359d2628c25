package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event ready to be sent.
 *
 * @param id its id
 * @param tenantId its tenant
 * @param action its action
 * @param level the level it counts as, its own or its action's
 * @param outcome its outcome, where it has one
 * @param json its wire form
 * @param jsonBytes the length of {@code json} in UTF-8
 */
public record OutboundEvent(
        String id,
        String tenantId,
        String action,
        Level level,
        @Nullable Outcome outcome,
        String json,
        int jsonBytes) {
    private static final String TENANT = "tenantId";
    private static final String ACTION = "action";
    private static final String LEVEL = "level";
    private static final String OUTCOME = "outcome";
    /** The data type of every attribute; it counts, like its name and value. */
    static final String ATTRIBUTE_TYPE = "String";

    public OutboundEvent {
        requireNonNull(id, "id is null");
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(action, "action is null");
        requireNonNull(level, "level is null");
        requireNonNull(json, "json is null");
    }

    /**
     * The event, encoded. Its size is not checked: see {@link #jsonBytes}.
     *
     * @throws NullPointerException if the event has no id
     */
    public static OutboundEvent of(ActivityEvent event, Level level) {
        String json = withoutNoncharacters(EventCodec.encode(event));
        return new OutboundEvent(
                requireNonNull(event.id(), "event has no id"),
                event.tenantId(),
                event.action(),
                level,
                event.outcome(),
                json,
                json.getBytes(StandardCharsets.UTF_8).length);
    }

    /** What subscribers may filter by without reading the event: {@code tenantId action level} and, if set, {@code outcome}. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(TENANT, tenantId);
        attributes.put(ACTION, action);
        attributes.put(LEVEL, level.wire());
        if (outcome != null) {
            attributes.put(OUTCOME, outcome.wire());
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** What it takes of a batch's limit: its JSON, and name, type and value of each attribute, which are ASCII. */
    public int bytes() {
        int outcomeBytes = outcome == null ? 0 : attributeBytes(OUTCOME, outcome.wire());
        return jsonBytes
                + attributeBytes(TENANT, tenantId)
                + attributeBytes(ACTION, action)
                + attributeBytes(LEVEL, level.wire())
                + outcomeBytes;
    }

    private static int attributeBytes(String name, String value) {
        return name.length() + ATTRIBUTE_TYPE.length() + value.length();
    }

    /**
     * SQS takes the characters of XML 1.0 only, others are refused or replaced. JSON has escaped the control characters;
     * these two are left, and can stand in strings only.
     */
    private static String withoutNoncharacters(String json) {
        return json.indexOf('\uFFFE') < 0 && json.indexOf('\uFFFF') < 0
                ? json
                : json.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
    }
}
