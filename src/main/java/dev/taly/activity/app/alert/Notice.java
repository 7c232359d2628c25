package dev.taly.activity.app.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Why the alerts are to look at something: what a message of their queue says. */
sealed interface Notice {
    /** What the clock sends. */
    String TICK = "{\"notice\":\"tick\"}";

    /**
     * An object was stored.
     *
     * @param bucket where
     */
    record Stored(String bucket, String key) implements Notice {}

    /** Some time has passed. */
    record Tick() implements Notice {}

    /** It says nothing that is known. */
    record Unknown() implements Notice {}

    /**
     * Reads a message: S3's event of an object, by EventBridge (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">format</a>), or {@link #TICK}.
     */
    static Notice parse(String body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            JsonNode detail = json.path("detail");
            JsonNode bucket = detail.path("bucket").path("name");
            JsonNode key = detail.path("object").path("key");
            if (json.path("detail-type").asText().equals("Object Created") && bucket.isTextual() && key.isTextual()) {
                return new Stored(bucket.textValue(), key.textValue());
            }
            return json.path("notice").asText().equals("tick") ? new Tick() : new Unknown();
        } catch (JsonProcessingException e) {
            return new Unknown();
        }
    }

    /** Made once. */
    final class Json {
        private static final JsonMapper MAPPER = new JsonMapper();

        private Json() {}
    }
}
