package dev.taly.activity.deadletter;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * A change of an event's JSON. It throws {@link IllegalArgumentException}, with a sentence for the user, where it does not
 * fit.
 */
@FunctionalInterface
public interface Amendment {
    /** Reads and writes numbers digit by digit. */
    JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** The event's text after the change. */
    String apply(String event);

    /** All of them, one after the other. */
    static Amendment all(List<Amendment> amendments) {
        return event -> {
            String text = event;
            for (Amendment amendment : amendments) {
                text = amendment.apply(text);
            }
            return text;
        };
    }

    /**
     * Puts a value where the pointer says, over what is there; the object around it must be there.
     *
     * @param pathAndValue {@code /path=value}, the path a JSON Pointer (RFC 6901). The value is JSON, or else a text; of a
     *     field that is a text in every event ({@code /tenantId}), it is always a text
     */
    static Amendment set(String pathAndValue) {
        int end = pathAndValue.indexOf('=');
        if (end < 0) {
            throw new IllegalArgumentException("\"" + pathAndValue + "\" must be /path=value");
        }
        JsonPointer path = pointer(pathAndValue.substring(0, end));
        JsonNode value = value(path, pathAndValue.substring(end + 1));
        return event -> {
            JsonNode root = read(event);
            JsonNode parent = root.at(path.head());
            String name = path.last().getMatchingProperty();
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else if (parent instanceof ArrayNode array
                    && array.has(path.last().getMatchingIndex())) {
                array.set(path.last().getMatchingIndex(), value);
            } else {
                throw new IllegalArgumentException("there is no object around " + path);
            }
            return root.toString();
        };
    }

    /** Takes away what the pointer says; where that is not there, it does not fit. */
    static Amendment remove(String at) {
        JsonPointer path = pointer(at);
        return event -> {
            JsonNode root = read(event);
            JsonNode parent = root.at(path.head());
            JsonNode gone = null;
            if (parent instanceof ObjectNode object) {
                gone = object.remove(path.last().getMatchingProperty());
            } else if (parent instanceof ArrayNode array) {
                gone = array.remove(path.last().getMatchingIndex());
            }
            if (gone == null) {
                throw new IllegalArgumentException("there is nothing at " + path);
            }
            return root.toString();
        };
    }

    private static JsonPointer pointer(String text) {
        JsonPointer pointer;
        try {
            pointer = JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no JSON Pointer, such as /metadata/reason", e);
        }
        if (pointer.matches()) {
            throw new IllegalArgumentException("a path must name a field, such as /tenantId");
        }
        return pointer;
    }

    private static JsonNode value(JsonPointer path, String text) {
        boolean mayBeAnything = path.getMatchingProperty().equals("metadata")
                || path.getMatchingProperty().equals("consent")
                || path.getMatchingProperty().equals("seq");
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() || (!mayBeAnything && !value.isTextual()) ? TextNode.valueOf(text) : value;
        } catch (JacksonException e) {
            return TextNode.valueOf(text);
        }
    }

    private static JsonNode read(String event) {
        try {
            return JSON.readTree(event);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the body is no JSON or has a field twice, so only an editor can mend it", e);
        }
    }
}
