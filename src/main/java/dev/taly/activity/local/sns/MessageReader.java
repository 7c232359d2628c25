package dev.taly.activity.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes a message of what was published, to a whole topic or as an entry of a batch. */
final class MessageReader {
    private static final int MAX_SUBJECT = 100;
    private static final Pattern GROUP_ID = Pattern.compile("[!-~]{1,128}");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final Supplier<String> ids;

    MessageReader(Supplier<String> ids) {
        this.ids = ids;
    }

    /**
     * Reads one.
     *
     * @throws SnsException if it is not as it should be
     */
    Message read(QueryForm form, Map<String, MessageAttribute> attributes) {
        String published = form.find("Message").orElse("");
        if (published.isEmpty()) {
            throw SnsException.invalidParameter("Empty message");
        }
        if (Message.size(published, attributes) > Message.MAX_BYTES) {
            throw SnsException.invalidParameter("Message too long");
        }
        if (form.find("MessageDeduplicationId").isPresent()) {
            throw SnsException.invalidParameter("MessageDeduplicationId Reason: The request includes"
                    + " MessageDeduplicationId parameter that is not valid for this topic type");
        }
        return new Message(
                ids.get(), body(published, form.find("MessageStructure")), subject(form), attributes, groupId(form));
    }

    private static Optional<String> subject(QueryForm form) {
        Optional<String> subject = form.find("Subject");
        if (subject.isPresent()
                && (subject.get().isEmpty()
                        || subject.get().length() > MAX_SUBJECT
                        || subject.get().chars().anyMatch(Character::isISOControl))) {
            throw SnsException.invalidParameter("Subject");
        }
        return subject;
    }

    private static Optional<String> groupId(QueryForm form) {
        Optional<String> groupId = form.find("MessageGroupId");
        if (groupId.isPresent() && !GROUP_ID.matcher(groupId.get()).matches()) {
            throw SnsException.invalidParameter(
                    "MessageGroupId Reason: it must be 1 to 128 alphanumeric characters" + " and punctuation");
        }
        return groupId;
    }

    /** The text for a queue where the message has one for each protocol, else the message. */
    private static String body(String published, Optional<String> structure) {
        if (structure.isEmpty()) {
            return published;
        }
        if (!structure.get().equals("json")) {
            throw SnsException.invalidParameter("MessageStructure");
        }
        JsonNode byProtocol = parse(published);
        if (!byProtocol.isObject()) {
            throw SnsException.invalidParameter("Message Structure - JSON message body failed to parse");
        }
        if (!byProtocol.path("default").isTextual()) {
            throw SnsException.invalidParameter("Message Structure - No default entry in JSON message body");
        }
        JsonNode forQueues = byProtocol.path("sqs");
        return forQueues.isTextual()
                ? forQueues.textValue()
                : byProtocol.path("default").textValue();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw SnsException.invalidParameter("Message Structure - JSON message body failed to parse");
        }
    }
}
