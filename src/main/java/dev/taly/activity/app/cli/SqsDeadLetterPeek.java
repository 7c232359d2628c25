package dev.taly.activity.app.cli;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Looks at every letter of a queue that nobody else reads, and groups them by why they are there. */
final class SqsDeadLetterPeek {
    private static final int HIDE_SECONDS = 60;
    private static final String REDRIVEN = "redriven";

    private final Map<Reason, Long> reasons = new TreeMap<>(
            Comparator.comparing(Reason::code).thenComparing(Reason::pointer).thenComparing(Reason::message));
    private final Set<String> messageIds = new HashSet<>();

    /** Why a letter is there. */
    record Reason(String code, String pointer, String message) {}

    static SqsDeadLetterPeek at(SqsClient sqs, String queueUrl) {
        SqsDeadLetterPeek peek = new SqsDeadLetterPeek();
        while (true) {
            List<Message> messages = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                            .maxNumberOfMessages(10)
                            .visibilityTimeout(HIDE_SECONDS)
                            .messageAttributeNames("All"))
                    .messages();
            // Hidden ones come back after a while: a round with nothing new is the end, too.
            int before = peek.letters();
            messages.forEach(peek::add);
            if (peek.letters() == before) {
                return peek;
            }
        }
    }

    /** How many letters there are for each reason. */
    Map<Reason, Long> reasons() {
        return reasons;
    }

    int letters() {
        return messageIds.size();
    }

    private void add(Message message) {
        if (messageIds.add(message.messageId())) {
            Map<String, MessageAttributeValue> attributes = message.messageAttributes();
            reasons.merge(
                    new Reason(
                            text(attributes, "rejection.code", REDRIVEN),
                            text(attributes, "rejection.pointer", ""),
                            text(attributes, "rejection.message", "It failed too often; SQS moved it.")),
                    1L,
                    Long::sum);
        }
    }

    private static String text(Map<String, MessageAttributeValue> attributes, String name, String otherwise) {
        MessageAttributeValue value = attributes.get(name);
        return value == null || value.stringValue() == null ? otherwise : value.stringValue();
    }
}
