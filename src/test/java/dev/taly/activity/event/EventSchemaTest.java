package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSchemaTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void json_isAValidSchemaOfDraft202012() throws IOException {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(schema())).isEmpty();
        assertThat(metaSchema.validate(MAPPER.readTree("{\"type\": \"txt\"}"))).isNotEmpty();
    }

    @Test
    void json_describesEveryFieldOfTheRecordInItsOrder() throws IOException {
        List<String> fields = Arrays.stream(ActivityEvent.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();

        JsonNode properties = schema().get("properties");

        assertThat(properties.properties()).extracting(entry -> entry.getKey()).containsExactlyElementsOf(fields);
        assertThat(properties)
                .allSatisfy(property ->
                        assertThat(property.path("description").asText()).isNotBlank());
    }

    @Test
    void json_holdsExamplesThatKeepTheirOwnRules() throws IOException {
        PublishedSchema published = new PublishedSchema();
        for (var property : schema().get("properties").properties()) {
            for (JsonNode example : property.getValue().path("examples")) {
                var event = EventText.minimal().set(property.getKey(), example.toString());
                assertThat(published.complaints(MAPPER.readTree(event.json()))).isEmpty();
            }
        }
    }

    private static JsonNode schema() throws IOException {
        return MAPPER.readTree(EventSchema.json());
    }
}
