package dev.taly.activity.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.event.EventSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The OpenAPI 3.1 document of the door. The event in it is the published schema, whose {@code tenantId} may be absent here, since a
 * token may give it.
 */
public final class OpenApi {
    private static final String RESOURCE = "openapi.json";
    private static final String OWN_DEFINITIONS = "#/$defs/";
    private static final String DEFINITIONS = "#/components/schemas/Event/$defs/";

    private OpenApi() {}

    /** The document, indented, put together at each call. */
    public static String json() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            JsonMapper mapper = new JsonMapper();
            ObjectNode document = (ObjectNode) mapper.readTree(in);
            ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
            schemas.set("Event", event(mapper));
            return document.toPrettyString() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Without a name of its own, by which tools would look its definitions up elsewhere. */
    private static ObjectNode event(JsonMapper mapper) throws JsonProcessingException {
        String text = EventSchema.json().replace('"' + OWN_DEFINITIONS, '"' + DEFINITIONS);
        ObjectNode event = (ObjectNode) mapper.readTree(text);
        event.remove("$schema");
        event.remove("$id");
        ArrayNode required = event.putArray("required");
        for (JsonNode name : mapper.readTree(text).path("required")) {
            if (!name.asText().equals("tenantId")) {
                required.add(name);
            }
        }
        return event;
    }
}
