package dev.taly.activity.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request to {@code /log-activity} in the making. */
final class Post {
    /** A valid event of that tenant; {@code %s} takes more members. */
    static final String EVENT = event("acme", "");

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private byte[] body = {};

    private Post() {}

    static String event(String tenant, String more) {
        return "{\"tenantId\":\"" + tenant
                + "\",\"actorId\":\"user-7\",\"action\":\"user_login\",\"resource\":\"session\","
                + "\"timestamp\":\"2024-03-28T12:45:30Z\"" + more + "}";
    }

    /** With a good token, as JSON. */
    static Post json(String body) {
        return new Post()
                .header("authorization", "Bearer " + Doors.ANY)
                .header("content-type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    static Post lines(String body) {
        return json(body).only("content-type", "application/x-ndjson");
    }

    Post header(String name, String value) {
        headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        return this;
    }

    Post only(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    Post token(String token) {
        return only("authorization", "Bearer " + token);
    }

    Post body(byte[] bytes) {
        body = bytes;
        return this;
    }

    HttpCall call() {
        return new HttpCall("POST", "/log-activity", headers, body);
    }

    HttpAnswer to(Door door) {
        return door.answer(call());
    }

    static JsonNode read(HttpAnswer answer) {
        try {
            return new JsonMapper().readTree(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("an answer is no JSON", e);
        }
    }

    /** The status and code of a problem, as {@code 400 missing_field}. */
    static String problem(HttpAnswer answer) {
        return answer.status() + " " + read(answer).path("code").asText();
    }
}
