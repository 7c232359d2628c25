package dev.taly.activity.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What can be read of a text that may be no event: enough to group and to find it. Empty where the field is absent, no text,
 * longer than {@value #MAX_LENGTH} characters, or behind the point where the JSON breaks.
 *
 * @param id the event's own
 * @param tenantId its tenant
 * @param action its action
 * @param timestamp its timestamp
 */
public record Glimpse(String id, String tenantId, String action, String timestamp) {
    private static final int MAX_LENGTH = 256;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Looks at any text. Never throws. */
    static Glimpse of(String text) {
        String id = "";
        String tenantId = "";
        String action = "";
        String timestamp = "";
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                    String value = value(in);
                    switch (name) {
                        case "id" -> id = value;
                        case "tenantId" -> tenantId = value;
                        case "action" -> action = value;
                        case "timestamp" -> timestamp = value;
                        default -> in.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            // What stood before the break is still a help.
        }
        return new Glimpse(id, tenantId, action, timestamp);
    }

    private static String value(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.VALUE_STRING) {
            in.skipChildren();
            return "";
        }
        String text = in.getText();
        return text.length() > MAX_LENGTH ? "" : text;
    }
}
