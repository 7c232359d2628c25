package dev.taly.activity.deadletter;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A letter as a line of {@code quarantine/}: all that SQS knew of it, so that it can be brought back. */
final class QuarantineLine {
    private static final JsonMapper JSON = new JsonMapper();

    private QuarantineLine() {}

    /** @param queue the name of the queue that it was in */
    static String write(Letter letter, String queue, Instant archivedAt) {
        ObjectNode line = JSON.createObjectNode();
        line.put("queue", queue)
                .put("messageId", letter.messageId())
                .put("firstMessageId", letter.firstId())
                .put("sentAt", letter.sentAt().toString())
                .put("receives", letter.receives())
                .put("archivedAt", archivedAt.toString());
        Reason reason = letter.reason();
        line.putObject("reason")
                .put("source", reason.source().wire())
                .put("code", reason.code())
                .put("pointer", reason.pointer())
                .put("message", reason.message());
        ObjectNode attributes = line.putObject("attributes");
        new TreeMap<>(letter.message().attributes())
                .forEach((name, attribute) -> attributes
                        .putObject(name)
                        .put("type", attribute.dataType())
                        .put("value", attribute.value()));
        line.put("body", letter.message().body());
        return line.toString();
    }

    /**
     * Reads one; its reason is read from the attributes again.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static Quarantine.Kept read(String text) {
        JsonNode line = json(text);
        try {
            Map<String, Attribute> attributes = new TreeMap<>();
            line.path("attributes")
                    .properties()
                    .forEach(attribute -> attributes.put(
                            attribute.getKey(),
                            new Attribute(text(attribute.getValue(), "type"), text(attribute.getValue(), "value"))));
            Instant sentAt = Instant.parse(text(line, "sentAt"));
            SourceMessage message = new SourceMessage(text(line, "messageId"), text(line, "body"), sentAt, attributes);
            return new Quarantine.Kept(
                    Letter.of(message, sentAt, line.path("receives").asInt()), text(line, "queue"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a line is no dead letter", e);
        }
    }

    /** A line that says of a letter that another body went on in its place. */
    static String writeMended(Letter letter, Instant at) {
        return JSON.createObjectNode()
                .put("firstMessageId", letter.firstId())
                .put("sha256", Quarantine.digest(letter).hex())
                .put("mendedAt", at.toString())
                .toString();
    }

    /**
     * The {@link Quarantine#identity} of the letter that such a line is about.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static String readMended(String text) {
        JsonNode line = json(text);
        return text(line, "firstMessageId") + " " + text(line, "sha256");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a line is no JSON", e);
        }
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a line is no dead letter: it has no " + name);
        }
        return value.textValue();
    }
}
