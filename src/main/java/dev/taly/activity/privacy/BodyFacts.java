package dev.taly.activity.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.event.EventFields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a body says about itself, whether or not it is a valid event.
 *
 * @param texts the texts of its own members; of a name that stands twice, none
 * @param consent whether it says {@code "consent": true}
 * @param isObject whether it is an object
 */
record BodyFacts(Map<String, String> texts, boolean consent, boolean isObject) {
    /** Reads a whole text; nothing where it is no JSON, or JSON that cannot be written again. */
    static Optional<BodyFacts> of(String body) {
        try (JsonParser in = BodyJson.parser(body)) {
            return read(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<BodyFacts> read(JsonParser in) throws IOException {
        Map<String, String> texts = new HashMap<>();
        boolean consent = false;
        int depth = 0;
        int values = 0;
        JsonToken first = in.nextToken();
        for (JsonToken token = first; token != null; token = in.nextToken()) {
            if (depth == 0 && ++values > 1) {
                return Optional.empty();
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
                    && BodyJson.hasLoneSurrogate(in.getText())) {
                return Optional.empty();
            }
            if (depth == 1 && first == JsonToken.START_OBJECT && token == JsonToken.VALUE_STRING) {
                texts.merge(in.currentName(), in.getText(), (one, other) -> "");
            }
            consent |= depth == 1 && token == JsonToken.VALUE_TRUE && "consent".equals(in.currentName());
        }
        return first == null
                ? Optional.empty()
                : Optional.of(new BodyFacts(texts, consent, first == JsonToken.START_OBJECT));
    }

    /** The tenant, where it is one. */
    @Nullable
    String tenant() {
        String tenant = texts.getOrDefault("tenantId", "");
        return EventFields.isTenantId(tenant) ? tenant : null;
    }

    String action() {
        return texts.getOrDefault("action", "");
    }

    /** Whether it is what SNS wraps around a message where raw delivery is off. */
    boolean isEnvelope() {
        return isObject
                && "Notification".equals(texts.get("Type"))
                && texts.containsKey("TopicArn")
                && texts.containsKey("Message");
    }
}
