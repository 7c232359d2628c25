package dev.taly.activity.watch.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where events came from, as {@code enrichment.geo} says it. */
final class Places {
    private static final JsonMapper JSON = new JsonMapper();

    private Places() {}

    /** The place of a line; nothing where it tells none. */
    static Optional<Place> of(StoredLine line) {
        JsonNode geo = line.json(LineField.ENRICHMENT)
                .map(Places::tree)
                .map(tree -> tree.path("geo"))
                .orElse(null);
        if (geo == null
                || !geo.path("latitude").isNumber()
                || !geo.path("longitude").isNumber()) {
            return Optional.empty();
        }
        String name = Stream.of("city", "country")
                .map(part -> geo.path(part).asText(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return Optional.of(
                new Place(geo.path("latitude").asDouble(), geo.path("longitude").asDouble(), name));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a line that was read cannot be read again", e);
        }
    }
}
