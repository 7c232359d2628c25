package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SqsAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS queue of dead letters. */
public final class SqsLetterQueue implements LetterQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqsLetterQueue.class);

    /** A long poll asks every machine of a queue; a short one may miss letters. */
    private static final int WAIT_SECONDS = 1;

    private final SqsClient sqs;
    private final String queueUrl;

    /** The caller keeps and closes the client, whose timeouts and retries hold here. */
    public SqsLetterQueue(SqsClient sqs, String queueUrl) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
    }

    @Override
    public List<HeldLetter> take(Duration hold) {
        try {
            return sqs
                    .receiveMessage(receive -> receive.queueUrl(queueUrl)
                            .maxNumberOfMessages(MOST_AT_ONCE)
                            .visibilityTimeout(Math.toIntExact(hold.toSeconds()))
                            .waitTimeSeconds(WAIT_SECONDS)
                            .messageSystemAttributeNames(
                                    MessageSystemAttributeName.SENT_TIMESTAMP,
                                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                            .messageAttributeNames("All"))
                    .messages()
                    .stream()
                    .map(SqsLetterQueue::held)
                    .toList();
        } catch (SdkException e) {
            throw new LetterQueueException("the dead letters cannot be received", e);
        }
    }

    @Override
    public Set<String> renew(Collection<Receipt> receipts, Duration hold) {
        return hide(receipts, hold);
    }

    @Override
    public void release(Collection<Receipt> receipts) {
        hide(receipts, Duration.ZERO);
    }

    private Set<String> hide(Collection<Receipt> receipts, Duration hold) {
        Set<String> hidden = new HashSet<>();
        for (List<Receipt> some : chunks(receipts)) {
            List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, some.size())
                    .mapToObj(index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(Integer.toString(index))
                            .receiptHandle(some.get(index).handle())
                            .visibilityTimeout(Math.toIntExact(hold.toSeconds()))
                            .build())
                    .toList();
            try {
                sqs.changeMessageVisibilityBatch(
                                change -> change.queueUrl(queueUrl).entries(entries))
                        .successful()
                        .forEach(entry -> hidden.add(
                                some.get(Integer.parseInt(entry.id())).messageId()));
            } catch (SdkException e) {
                LOG.debug("{} letters stay hidden until their hold is over: {}", some.size(), e.toString());
            }
        }
        return hidden;
    }

    @Override
    public Set<String> delete(Collection<Receipt> receipts) {
        Set<String> deleted = new HashSet<>();
        for (List<Receipt> some : chunks(receipts)) {
            List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, some.size())
                    .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(index))
                            .receiptHandle(some.get(index).handle())
                            .build())
                    .toList();
            try {
                sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries))
                        .successful()
                        .forEach(entry -> deleted.add(
                                some.get(Integer.parseInt(entry.id())).messageId()));
            } catch (SdkException e) {
                LOG.warn("{} dead letters could not be deleted: {}", some.size(), e.toString());
            }
        }
        return deleted;
    }

    @Override
    public Depth depth() {
        try {
            Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(get -> get.queueUrl(queueUrl)
                            .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes();
            return new Depth(
                    count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                    count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
        } catch (SdkException e) {
            throw new LetterQueueException("the dead letters cannot be counted", e);
        }
    }

    private static HeldLetter held(Message message) {
        Map<MessageSystemAttributeName, String> system = message.attributes();
        Instant sentAt = Instant.ofEpochMilli(
                Long.parseLong(system.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
        int receives = Integer.parseInt(system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
        SourceMessage source = new SourceMessage(
                message.messageId(), message.body(), sentAt, SqsAttributes.read(message.messageAttributes()));
        return new HeldLetter(
                Letter.of(source, sentAt, receives), new Receipt(message.messageId(), message.receiptHandle()));
    }

    private static long count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
        return Long.parseLong(counts.getOrDefault(name, "0"));
    }

    private static List<List<Receipt>> chunks(Collection<Receipt> receipts) {
        List<Receipt> all = List.copyOf(receipts);
        List<List<Receipt>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            chunks.add(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
        }
        return chunks;
    }
}
