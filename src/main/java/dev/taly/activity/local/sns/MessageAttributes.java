package dev.taly.activity.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads and checks the attributes of a message. As with AWS, one bad attribute refuses the whole request. A {@code
 * String.Array} that is no JSON array is refused too, before a filter policy silently never matches it.
 */
final class MessageAttributes {
    private static final int MAX_NAME = 256;
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..+)?");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MessageAttributes() {}

    /**
     * Those of the message, in the order given.
     *
     * @throws SnsException if one is not as it should be
     */
    static Map<String, MessageAttribute> read(QueryForm form) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        for (QueryForm entry : form.entries("MessageAttributes")) {
            String name = entry.get("Name");
            checkName(name);
            if (attributes.put(name, attribute(name, entry)) != null) {
                throw SnsException.invalidValue("The message attribute '" + name + "' comes twice.");
            }
        }
        return attributes;
    }

    /** The bytes that count towards the size of a message: names, types and values. */
    static int size(Map<String, MessageAttribute> attributes) {
        int size = 0;
        for (Map.Entry<String, MessageAttribute> attribute : attributes.entrySet()) {
            size += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + attribute.getValue().size();
        }
        return size;
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw SnsException.invalidValue("Length of message attribute name must be less than 256 bytes.");
        }
        if (name.startsWith(".")) {
            throw SnsException.invalidValue("Invalid message attribute name starting with character '.' was found.");
        }
        if (name.endsWith(".")) {
            throw SnsException.invalidValue("Invalid message attribute name ending with character '.' was found.");
        }
        if (name.contains("..")) {
            throw SnsException.invalidValue("Message attribute name can not have successive '.' character.");
        }
        name.chars().filter(c -> !isNameCharacter(c)).findFirst().ifPresent(c -> {
            throw SnsException.invalidValue("Invalid non-alphanumeric character '#x"
                    + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                    + "' was found in the message attribute name. Can only include alphanumeric characters,"
                    + " hyphens, underscores, or dots.");
        });
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.".indexOf(c) >= 0;
    }

    private static MessageAttribute attribute(String name, QueryForm entry) {
        String type = entry.find("Value.DataType")
                .orElseThrow(() -> SnsException.missing("messageAttributes." + name + ".member.dataType"));
        if (!TYPE.matcher(type).matches()) {
            throw SnsException.invalidValue("The message attribute '" + name
                    + "' has an invalid message attribute type, the set of supported type prefixes is Binary,"
                    + " Number, and String.");
        }
        MessageAttribute attribute = new MessageAttribute(type, value(name, type, entry));
        checkValue(name, attribute);
        return attribute;
    }

    private static String value(String name, String type, QueryForm entry) {
        Optional<String> text = entry.find("Value.StringValue");
        Optional<String> bytes = entry.find("Value.BinaryValue");
        boolean binary = type.startsWith("Binary");
        Optional<String> value = binary ? bytes : text;
        if (value.isEmpty() && (text.isPresent() || bytes.isPresent())) {
            throw SnsException.invalidValue("The message attribute '" + name + "' with type '" + type
                    + "' must use field '" + (binary ? "Binary" : "String") + "'.");
        }
        return value.filter(found -> !found.isEmpty())
                .orElseThrow(() -> SnsException.invalidValue("The message attribute '" + name
                        + "' must contain non-empty message attribute value for message attribute type '" + type
                        + "'."));
    }

    private static void checkValue(String name, MessageAttribute attribute) {
        if (attribute.isBinary() && !isBase64(attribute.value())) {
            throw SnsException.invalidValue("The message attribute '" + name + "' is not Base64.");
        }
        if (attribute.isNumber() && !isNumber(attribute.value())) {
            throw SnsException.invalidValue("Could not cast message attribute '" + name + "' value to number.");
        }
        if (attribute.isArray() && !isJsonArray(attribute.value())) {
            throw SnsException.invalidValue("The message attribute '" + name + "' is not a JSON array.");
        }
    }

    private static boolean isBase64(String value) {
        try {
            Base64.getDecoder().decode(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNumber(String value) {
        try {
            new BigDecimal(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isJsonArray(String value) {
        try {
            return JSON.readTree(value).isArray();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
