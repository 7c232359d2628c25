package dev.taly.activity.consume;

import static dev.taly.activity.consume.SqsDeadLetters.AT;
import static dev.taly.activity.consume.SqsDeadLetters.CODE;
import static dev.taly.activity.consume.SqsDeadLetters.MESSAGE;
import static dev.taly.activity.consume.SqsDeadLetters.MESSAGE_ID;
import static dev.taly.activity.consume.SqsDeadLetters.POINTER;
import static dev.taly.activity.consume.SqsDeadLetters.PREFIX;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A dead letter in SQS's terms.
 *
 * @param messageId the rejected message's
 * @param body as it came
 * @param own the sender's attributes that go along
 * @param reasons ours
 */
record SqsLetter(
        String messageId,
        String body,
        Map<String, MessageAttributeValue> own,
        Map<String, MessageAttributeValue> reasons) {
    /** The whole message, as a JSON Pointer in the form of a URI fragment; SQS takes no empty value. */
    private static final String WHOLE = "#";

    private static final int MAX_OWN = 5;

    static SqsLetter of(DeadLetter letter) {
        SourceMessage message = letter.message();
        Map<String, MessageAttributeValue> own = new LinkedHashMap<>();
        new TreeMap<>(message.attributes())
                .entrySet().stream()
                        .filter(attribute -> !attribute.getKey().startsWith(PREFIX))
                        .limit(MAX_OWN)
                        .forEach(attribute -> own.put(attribute.getKey(), SqsAttributes.value(attribute.getValue())));
        Rejection rejection = letter.rejection();
        Map<String, MessageAttributeValue> reasons = Map.of(
                CODE, text(rejection.code().wire()),
                POINTER, text(rejection.pointer().isEmpty() ? WHOLE : rejection.pointer()),
                MESSAGE, text(rejection.message()),
                MESSAGE_ID, text(message.firstId()),
                AT, text(EventTime.of(letter.at()).toString()));
        return new SqsLetter(message.messageId(), message.body(), own, reasons);
    }

    /** Without the sender's attributes: the body and the reasons matter more. */
    SqsLetter lighter() {
        return new SqsLetter(messageId, body, Map.of(), reasons);
    }

    SendMessageBatchRequestEntry entry(String id) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>(own);
        attributes.putAll(reasons);
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(body)
                .messageAttributes(attributes)
                .build();
    }

    /** What SQS counts: the bytes of the body and of the attributes' names, types and values. */
    long size() {
        return SqsAttributes.size(body, own) + SqsAttributes.size("", reasons);
    }

    private static MessageAttributeValue text(String value) {
        return SqsAttributes.value(Attribute.text(value));
    }
}
