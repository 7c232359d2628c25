package dev.taly.activity.consume;

import dev.taly.activity.consume.SourceMessage.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Message attributes between the SDK's form and ours. */
public final class SqsAttributes {
    private SqsAttributes() {}

    /** As the SDK gives them. */
    public static Map<String, Attribute> read(Map<String, MessageAttributeValue> values) {
        Map<String, Attribute> attributes = new TreeMap<>();
        values.forEach((name, value) -> attributes.put(
                name,
                new Attribute(
                        value.dataType(),
                        value.binaryValue() != null
                                ? Base64.getEncoder()
                                        .encodeToString(value.binaryValue().asByteArrayUnsafe())
                                : String.valueOf(value.stringValue()))));
        return attributes;
    }

    /** As the SDK wants them, in the same order. */
    public static Map<String, MessageAttributeValue> write(Map<String, Attribute> attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> values.put(name, value(attribute)));
        return values;
    }

    /** What SQS counts of a message: the bytes of the body and of the attributes' names, types and values. */
    public static long size(String body, Map<String, MessageAttributeValue> attributes) {
        long size = utf8(body);
        for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            size += utf8(attribute.getKey()) + utf8(value.dataType());
            size += value.stringValue() != null
                    ? utf8(value.stringValue())
                    : value.binaryValue().asByteArrayUnsafe().length;
        }
        return size;
    }

    static MessageAttributeValue value(Attribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.dataType());
        return attribute.isBinary()
                ? value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
