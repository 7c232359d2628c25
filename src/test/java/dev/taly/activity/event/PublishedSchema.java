package dev.taly.activity.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;

/** The published schema in the hands of a validator that shares no code with the codec. */
final class PublishedSchema {
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(EventSchema.json());

    boolean accepts(JsonNode event) {
        return complaints(event).isEmpty();
    }

    List<String> complaints(JsonNode event) {
        List<String> complaints = new ArrayList<>();
        schema.validate(event).forEach(error -> complaints.add(error.toString()));
        // This validator lets any additional property pass whose name starts with '#'; the schema does not.
        event.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("#")) {
                complaints.add("additional property " + name);
            }
        });
        return complaints;
    }
}
