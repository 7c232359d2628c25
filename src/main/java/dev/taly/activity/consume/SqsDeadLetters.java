package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * An SQS queue for dead letters. Each letter has the body as it came, the sender's attributes, and five that say why:
 * {@code rejection.code}, {@code rejection.pointer} ({@code #} for the whole message, as SQS takes no empty value),
 * {@code rejection.message}, {@code rejection.messageId} (its id in the first queue) and {@code rejection.at}.
 *
 * <p>SQS allows <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">10
 * attributes</a>: of a sender's own, the first five by name go along.
 */
public final class SqsDeadLetters implements DeadLetters {
    /** Every attribute of ours starts with it; a sender's attribute of such a name is replaced. */
    public static final String PREFIX = "rejection.";

    static final String CODE = PREFIX + "code";
    static final String POINTER = PREFIX + "pointer";
    static final String MESSAGE = PREFIX + "message";
    static final String MESSAGE_ID = PREFIX + "messageId";
    static final String AT = PREFIX + "at";

    private static final Logger LOG = LoggerFactory.getLogger(SqsDeadLetters.class);
    private static final String WHOLE = "#";
    private static final int MAX_OWN_ATTRIBUTES = 5;
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_BATCH_BYTES = 256 * 1024;

    private final SqsClient sqs;
    private final String queueUrl;

    /** Sends to that queue. The caller keeps and closes the client, whose timeouts and retries hold here. */
    public SqsDeadLetters(SqsClient sqs, String queueUrl) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
    }

    @Override
    public Set<String> send(List<DeadLetter> letters) {
        Set<String> arrived = new HashSet<>();
        Map<String, SendMessageBatchRequestEntry> batch = new LinkedHashMap<>();
        long bytes = 0;
        for (DeadLetter letter : letters) {
            Map<String, MessageAttributeValue> attributes = attributes(letter);
            long size = size(letter.message().body(), attributes);
            if (batch.size() == MAX_ENTRIES || (!batch.isEmpty() && bytes + size > MAX_BATCH_BYTES)) {
                arrived.addAll(sendBatch(batch));
                batch.clear();
                bytes = 0;
            }
            batch.put(
                    letter.message().messageId(),
                    entry(batch.size(), letter.message().body(), attributes));
            bytes += size;
        }
        if (!batch.isEmpty()) {
            arrived.addAll(sendBatch(batch));
        }
        return arrived;
    }

    private static SendMessageBatchRequestEntry entry(
            int index, String body, Map<String, MessageAttributeValue> attributes) {
        return SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .messageBody(body)
                .messageAttributes(attributes)
                .build();
    }

    /** @param batch at most 10 entries by message id, their own ids being their indexes */
    private Set<String> sendBatch(Map<String, SendMessageBatchRequestEntry> batch) {
        List<String> messageIds = List.copyOf(batch.keySet());
        Set<String> arrived = new HashSet<>();
        try {
            SendMessageBatchResponse response =
                    sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(batch.values()));
            response.successful().forEach(entry -> arrived.add(messageIds.get(Integer.parseInt(entry.id()))));
            response.failed()
                    .forEach(entry -> LOG.warn(
                            "the dead letter queue refused message {}: {}",
                            messageIds.get(Integer.parseInt(entry.id())),
                            entry.code()));
        } catch (SdkException e) {
            LOG.warn("{} dead letters could not be sent and will come again: {}", batch.size(), e.toString());
        }
        return arrived;
    }

    private static Map<String, MessageAttributeValue> attributes(DeadLetter letter) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        new TreeMap<>(letter.message().attributes())
                .entrySet().stream()
                        .filter(attribute -> !attribute.getKey().startsWith(PREFIX))
                        .limit(MAX_OWN_ATTRIBUTES)
                        .forEach(attribute -> attributes.put(attribute.getKey(), value(attribute.getValue())));
        Rejection rejection = letter.rejection();
        attributes.put(CODE, text(rejection.code().wire()));
        attributes.put(POINTER, text(rejection.pointer().isEmpty() ? WHOLE : rejection.pointer()));
        attributes.put(MESSAGE, text(rejection.message()));
        attributes.put(MESSAGE_ID, text(letter.message().messageId()));
        attributes.put(AT, text(EventTime.of(letter.at()).toString()));
        return attributes;
    }

    private static MessageAttributeValue text(String value) {
        return value(SourceMessage.Attribute.text(value));
    }

    private static MessageAttributeValue value(SourceMessage.Attribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.dataType());
        return attribute.isBinary()
                ? value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }

    private static long size(String body, Map<String, MessageAttributeValue> attributes) {
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

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
