package dev.taly.activity.local.sns;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">message attribute</a>.
 *
 * @param dataType {@code String}, {@code Number}, {@code Binary} or {@code String.Array}, or one of the first three with a
 *     suffix of the sender's own
 * @param value the text, or Base64 of the bytes if it is binary
 */
public record MessageAttribute(String dataType, String value) {
    /**
     * Neither is null.
     *
     * @throws NullPointerException if one is
     */
    public MessageAttribute {
        requireNonNull(dataType, "dataType is null");
        requireNonNull(value, "value is null");
    }

    static MessageAttribute text(String value) {
        return new MessageAttribute("String", value);
    }

    /** Whether the value is Base64 of bytes. */
    public boolean isBinary() {
        return isOf("Binary");
    }

    boolean isNumber() {
        return isOf("Number");
    }

    boolean isArray() {
        return dataType.equals("String.Array");
    }

    /** The bytes that count towards the size of a message. */
    int size() {
        int bytes =
                isBinary() ? Base64.getDecoder().decode(value).length : value.getBytes(StandardCharsets.UTF_8).length;
        return dataType.getBytes(StandardCharsets.UTF_8).length + bytes;
    }

    private boolean isOf(String type) {
        return dataType.equals(type) || dataType.startsWith(type + ".");
    }
}
