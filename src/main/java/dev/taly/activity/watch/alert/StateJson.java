package dev.taly.activity.watch.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.event.Level;
import dev.taly.activity.watch.alert.Depths.Depth;
import dev.taly.activity.watch.alert.TenantState.Pending;
import dev.taly.activity.watch.alert.TenantState.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A state as JSON: {@code {"histories":[{"rule":…,"key":…,"alerts":[time…],"hits":[[time,id],[time,id,latitude,longitude,name]…]}…],
 * "pending":[…],"depths":{queue:[[time,letters]…]}}}.
 */
final class StateJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WITH_PLACE = 5;

    private StateJson() {}

    static byte[] write(TenantState state) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode histories = json.putArray("histories");
        state.histories().forEach((slot, history) -> {
            ObjectNode entry = histories.addObject().put("rule", slot.rule()).put("key", slot.key());
            ArrayNode alerts = entry.putArray("alerts");
            history.alerts().forEach(time -> alerts.add(time.toString()));
            ArrayNode hits = entry.putArray("hits");
            history.hits().forEach(hit -> write(hit, hits.addArray()));
        });
        ArrayNode pending = json.putArray("pending");
        state.pending().values().forEach(one -> write(one, pending.addObject()));
        ObjectNode depths = json.putObject("depths");
        state.depths().forEach((queue, some) -> {
            ArrayNode list = depths.putArray(queue);
            some.all()
                    .forEach(depth ->
                            list.addArray().add(depth.time().toString()).add(depth.letters()));
        });
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a state cannot be written", e);
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static TenantState read(byte[] bytes) {
        TenantState state = new TenantState();
        try {
            JsonNode json = JSON.readTree(bytes);
            for (JsonNode entry : json.path("histories")) {
                History history = state.history(new Slot(text(entry, "rule"), text(entry, "key")));
                entry.path("alerts").forEach(time -> history.raised(Instant.parse(time.textValue())));
                entry.path("hits").forEach(hit -> history.restore(hit(hit)));
            }
            for (JsonNode one : json.path("pending")) {
                Alert alert = alert(one);
                state.pending().put(alert.id(), new Pending(alert, Instant.parse(text(one, "since")), told(one)));
            }
            json.path("depths")
                    .properties()
                    .forEach(queue -> queue.getValue()
                            .forEach(depth -> state.depths(queue.getKey())
                                    .add(new Depth(
                                            Instant.parse(depth.path(0).textValue()),
                                            depth.path(1).asLong()))));
            return state;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "what is kept is no state: " + e.getClass().getSimpleName(), e);
        }
    }

    private static void write(Hit hit, ArrayNode json) {
        json.add(hit.time().toString()).add(hit.id());
        Place place = hit.place();
        if (place != null) {
            json.add(place.latitude()).add(place.longitude()).add(place.name());
        }
    }

    private static Hit hit(JsonNode json) {
        Place place = json.size() == WITH_PLACE
                ? new Place(
                        json.get(2).asDouble(),
                        json.get(3).asDouble(),
                        json.get(4).asText())
                : null;
        return new Hit(Instant.parse(json.path(0).textValue()), json.path(1).asText(), place);
    }

    private static void write(Pending pending, ObjectNode json) {
        Alert alert = pending.alert();
        json.put("since", pending.since().toString())
                .put("id", alert.id())
                .put("rule", alert.rule())
                .put("title", alert.title())
                .put("severity", alert.severity().wire())
                .put("tenantId", alert.tenantId())
                .put("by", alert.by().wire())
                .put("key", alert.key())
                .put("time", alert.time().toString())
                .put("first", alert.first().toString())
                .put("count", alert.count())
                .put("details", alert.details());
        ArrayNode ids = json.putArray("eventIds");
        alert.eventIds().forEach(ids::add);
        ArrayNode told = json.putArray("told");
        pending.told().stream().sorted().forEach(told::add);
    }

    private static Set<String> told(JsonNode json) {
        Set<String> told = new HashSet<>();
        json.path("told").forEach(name -> told.add(name.asText()));
        return told;
    }

    private static Alert alert(JsonNode json) {
        List<String> ids = new ArrayList<>();
        json.path("eventIds").forEach(id -> ids.add(id.asText()));
        return new Alert(
                text(json, "id"),
                text(json, "rule"),
                text(json, "title"),
                Level.find(text(json, "severity")).orElseThrow(),
                text(json, "tenantId"),
                KeyField.find(text(json, "by")).orElseThrow(),
                text(json, "key"),
                Instant.parse(text(json, "time")),
                Instant.parse(text(json, "first")),
                json.path("count").asInt(),
                ids,
                text(json, "details"));
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return json.path(name).textValue();
    }
}
