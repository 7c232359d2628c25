package dev.taly.activity.local.sns;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * The queues of an SQS endpoint, one SendMessageBatch for a batch. A queue that does not exist is a failure, not a refusal:
 * on a development machine it may still be made.
 */
public final class SqsQueues implements QueueSender {
    private static final Logger LOG = LoggerFactory.getLogger(SqsQueues.class);

    private final SqsClient sqs;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    /** Sends through that client. The caller keeps and closes it; its timeouts and retries hold here. */
    public SqsQueues(SqsClient sqs) {
        this.sqs = requireNonNull(sqs, "sqs is null");
    }

    @Override
    public List<Sent> send(String queueArn, List<QueueMessage> batch) {
        try {
            String url = urls.computeIfAbsent(queueArn, this::url);
            List<SendMessageBatchRequestEntry> entries = entries(batch);
            return results(
                    queueArn,
                    batch.size(),
                    sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries)));
        } catch (SdkException e) {
            // The queue may come back under another URL.
            urls.remove(queueArn);
            LOG.warn("{} messages could not be sent to {}: {}", batch.size(), queueArn, e.toString());
            return all(batch.size(), new Sent.Failed(e.toString()));
        }
    }

    private String url(String queueArn) {
        return sqs.getQueueUrl(get -> get.queueName(queueArn.substring(queueArn.lastIndexOf(':') + 1)))
                .queueUrl();
    }

    private static List<SendMessageBatchRequestEntry> entries(List<QueueMessage> batch) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (QueueMessage message : batch) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .messageBody(message.body())
                    .messageAttributes(attributes(message))
                    .messageGroupId(message.groupId().orElse(null))
                    .build());
        }
        return entries;
    }

    private static Map<String, MessageAttributeValue> attributes(QueueMessage message) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        message.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        return attributes;
    }

    private static MessageAttributeValue value(MessageAttribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.dataType());
        return attribute.isBinary()
                ? value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }

    private static List<Sent> results(String queueArn, int size, SendMessageBatchResponse response) {
        // A message that the answer forgets is not known to have arrived.
        List<Sent> results = all(size, new Sent.Failed("the answer of the queue left it out"));
        response.successful().forEach(entry -> results.set(Integer.parseInt(entry.id()), new Sent.Taken()));
        for (BatchResultErrorEntry entry : response.failed()) {
            LOG.warn("{} did not take a message: {} {}", queueArn, entry.code(), entry.message());
            results.set(
                    Integer.parseInt(entry.id()),
                    Boolean.TRUE.equals(entry.senderFault())
                            ? new Sent.Refused(entry.code(), String.valueOf(entry.message()))
                            : new Sent.Failed(entry.code() + ": " + entry.message()));
        }
        return results;
    }

    private static List<Sent> all(int size, Sent sent) {
        return new ArrayList<>(Collections.nCopies(size, sent));
    }
}
