package dev.taly.activity.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * One answer to a test.
 *
 * @param headers with names in lower case
 */
record Reply(int status, Map<String, String> headers, String body) {
    JsonNode json() {
        try {
            return new JsonMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    /** As {@code 400 missing_field}. */
    String problem() {
        return status + " " + json().path("code").asText();
    }
}
