package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The OpenAPI document as a client got it, in the hands of a validator that shares no code with the door. */
final class ServedDocument {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    /** Of every answer, and the connection's. */
    private static final Set<String> OF_HTTP = Set.of("content-type", "content-length", "connection", "date");

    private final JsonNode document;
    private final Map<String, Schema> schemas = new HashMap<>();

    ServedDocument(JsonNode document) {
        this.document = document;
    }

    /** Fails where an answer is none that the document promises for that request. */
    void check(Call call, Reply reply) {
        JsonNode path = document.path("paths").path(call.path);
        JsonNode operation = path.path(call.method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            checkOutside(call, path, reply);
            return;
        }
        JsonNode response = operation.path("responses").path(Integer.toString(reply.status()));
        assertThat(response.isObject()).as("%d is documented", reply.status()).isTrue();
        checkHeaders(response.path("headers"), reply.headers());
        if (response.has("content")) {
            checkContent(response.path("content"), reply);
        } else {
            assertThat(reply.body()).isEmpty();
        }
    }

    /** What the document has no place for: another path or method. A path like {@code //} is no good HTTP. */
    private void checkOutside(Call call, JsonNode path, Reply reply) {
        int expected = path.isMissingNode() ? (call.path.contains("//") ? 400 : 404) : 405;
        assertThat(reply.status()).isEqualTo(expected);
        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        if (!call.method.equals("HEAD")) {
            assertThat(complaints("#/components/schemas/Problem", reply.json())).isEmpty();
        }
    }

    /** What the schema of that name says against a value. */
    List<String> complaints(String reference, JsonNode value) {
        List<String> complaints = new ArrayList<>();
        schemas.computeIfAbsent(reference, this::schema)
                .validate(value)
                .forEach(error -> complaints.add(error.toString()));
        return complaints;
    }

    JsonNode json() {
        return document;
    }

    private void checkHeaders(JsonNode declared, Map<String, String> sent) {
        Map<String, String> references = new HashMap<>();
        declared.properties()
                .forEach(header -> references.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().path("$ref").asText()));
        sent.forEach((name, value) -> {
            if (references.containsKey(name)) {
                assertThat(complaints(references.get(name) + "/schema", JSON.valueToTree(value)))
                        .as(name)
                        .isEmpty();
            } else {
                assertThat(OF_HTTP).as("%s is documented", name).contains(name);
            }
        });
        references.forEach((name, reference) -> {
            if (document.at(reference.substring(1)).path("required").asBoolean()) {
                assertThat(sent).containsKey(name);
            }
        });
    }

    private void checkContent(JsonNode content, Reply reply) {
        String type = reply.headers().getOrDefault("content-type", "none");
        assertThat(content.has(type)).as("%s is documented", type).isTrue();
        String reference = content.path(type).path("schema").path("$ref").asText();
        assertThat(complaints(reference, reply.json())).isEmpty();
        if (type.equals("application/problem+json")) {
            assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
        }
    }

    private Schema schema(String reference) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$ref", reference).set("components", document.path("components"));
        return SCHEMAS.getSchema(root.toString());
    }
}
