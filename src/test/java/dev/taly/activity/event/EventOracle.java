package dev.taly.activity.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a text is a valid event, without the codec: a strict parse, the published schema, and one by one the rules
 * that a schema cannot state.
 */
final class EventOracle {
    private static final int MANY = 1 << 20;

    private final PublishedSchema schema = new PublishedSchema();
    private final JsonMapper strict = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MANY)
                            .maxStringLength(MANY)
                            .maxNameLength(MANY)
                            .maxNestingDepth(MANY)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    boolean accepts(String text, Instant receivedAt) {
        Object value = parse(text);
        JsonNode tree = tree(text);
        if ((value == null) != (tree == null)) {
            throw new AssertionError("the two strict parsers disagree on " + text);
        }
        return text.getBytes(StandardCharsets.UTF_8).length <= EventCodec.MAX_BYTES
                && value instanceof Map<?, ?> event
                && tree instanceof ObjectNode node
                && StrictJson.depth(value) <= EventCodec.MAX_DEPTH
                && isUnicode(value)
                && schema.accepts(withExactSeq(node, event.get("seq")))
                && isInTime(String.valueOf(event.get("timestamp")), receivedAt);
    }

    /** Null where it is no JSON. */
    private static @Nullable Object parse(String text) {
        try {
            return StrictJson.parse(text);
        } catch (StrictJson.Malformed e) {
            return null;
        }
    }

    private @Nullable JsonNode tree(String text) {
        try {
            JsonNode tree = strict.readTree(text);
            return tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Databind reads a decimal number as a double; one that must be whole deserves better. */
    private static JsonNode withExactSeq(ObjectNode event, @Nullable Object seq) {
        if (!(seq instanceof StrictJson.Num number)) {
            return event;
        }
        if (number.text().length() > 40) {
            return event.put("seq", "too long");
        }
        try {
            BigDecimal exact = new BigDecimal(number.text());
            return Math.abs(exact.scale()) < 1_000
                    ? event.set("seq", DecimalNode.valueOf(exact))
                    : event.put("seq", "no validator should write it out");
        } catch (NumberFormatException e) {
            return event.put("seq", "an exponent beyond any integer");
        }
    }

    private static boolean isUnicode(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(EventOracle::isUnicode)
                    && map.values().stream().allMatch(EventOracle::isUnicode);
        }
        if (value instanceof Iterable<?> list) {
            for (Object item : list) {
                if (!isUnicode(item)) {
                    return false;
                }
            }
        }
        return !(value instanceof String text)
                || StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** For a timestamp that has the form of one. */
    private static boolean isInTime(String timestamp, Instant receivedAt) {
        String text = timestamp.toUpperCase(Locale.ROOT);
        int end = text.endsWith("Z") ? text.length() - 1 : text.length() - 6;
        LocalDateTime utc = LocalDateTime.parse(text.substring(0, end));
        if (!text.endsWith("Z")) {
            int sign = text.charAt(end) == '-' ? 1 : -1;
            utc = utc.plusHours(sign * Long.parseLong(text.substring(end + 1, end + 3)))
                    .plusMinutes(sign * Long.parseLong(text.substring(end + 4)));
        }
        return utc.getYear() >= 0
                && utc.getYear() <= 9999
                && !utc.toInstant(ZoneOffset.UTC).isAfter(receivedAt.plusSeconds(300));
    }
}
