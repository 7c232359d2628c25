package dev.taly.activity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Every message of a queue that nobody else reads. */
public final class QueueContents {
    private QueueContents() {}

    public static List<Message> of(SqsClient sqs, String queueUrl) {
        Map<String, Message> messages = new LinkedHashMap<>();
        while (true) {
            List<Message> received = receive(sqs, queueUrl, 0);
            int before = messages.size();
            received.forEach(message -> messages.put(message.messageId(), message));
            if (messages.size() == before) {
                return List.copyOf(messages.values());
            }
        }
    }

    /** Waits up to that long for the first messages. */
    public static List<Message> receive(SqsClient sqs, String queueUrl, int seconds) {
        return sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(seconds)
                        .visibilityTimeout(60)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    /** The text of an attribute, which must be there. */
    public static String attribute(Message message, String name) {
        MessageAttributeValue value = message.messageAttributes().get(name);
        assertThat(value).as(name).isNotNull();
        return requireNonNull(value).stringValue();
    }
}
