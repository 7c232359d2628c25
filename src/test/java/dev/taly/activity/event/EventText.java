package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** An event's text in the making: its members in order, each value as it stands in the JSON. */
public final class EventText {
    private final Map<String, String> members = new LinkedHashMap<>();

    private EventText() {}

    public static EventText empty() {
        return new EventText();
    }

    /** The required fields alone. */
    static EventText minimal() {
        return empty().text("tenantId", "salon-042")
                .text("actorId", "user-7f3c")
                .text("action", "appointment_cancelled")
                .text("resource", "appointment")
                .text("timestamp", "2024-03-28T12:45:30Z");
    }

    /** Every field, in the record's order. */
    public static EventText full() {
        return empty().text("id", "018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11")
                .text("tenantId", "salon-042")
                .text("actorId", "user-7f3c")
                .text("action", "appointment_cancelled")
                .text("resource", "appointment")
                .text("resourceId", "appointment-91")
                .text("timestamp", "2024-03-28T12:45:30.120Z")
                .text("level", "warn")
                .text("outcome", "success")
                .set("metadata", "{\"reason\":\"Client no-show\",\"fee\":12.50}")
                .text("userAgent", "Mozilla/5.0")
                .text("ipAddress", "203.0.113.7")
                .set("consent", "true")
                .text("producer", "booking-1")
                .set("seq", "42")
                .text("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    public EventText set(String name, String json) {
        members.put(name, json);
        return this;
    }

    /** A string value; only quotes, backslashes and control characters are escaped. */
    public EventText text(String name, String value) {
        return set(name, quote(value));
    }

    public EventText without(String name) {
        members.remove(name);
        return this;
    }

    EventText shuffled(Random random) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(members.entrySet());
        Collections.shuffle(entries, random);
        EventText shuffled = empty();
        entries.forEach(entry -> shuffled.set(entry.getKey(), entry.getValue()));
        return shuffled;
    }

    public String get(String name) {
        return requireNonNull(members.get(name), name);
    }

    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** The text, with that text before and after each token between the members. */
    String json(String space) {
        return members.entrySet().stream()
                .map(entry -> space + quote(entry.getKey()) + space + ":" + space + entry.getValue() + space)
                .collect(Collectors.joining(",", space + "{", "}" + space));
    }

    public String json() {
        return json("");
    }

    /** The text, with one more member at its end whatever stands before. */
    String jsonWithExtra(String member) {
        String json = json();
        return json.substring(0, json.length() - 1) + "," + member + "}";
    }

    public static String quote(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    @Override
    public String toString() {
        return json();
    }
}
