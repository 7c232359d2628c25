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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS queue of dead letters. It asks several times at once, as each answer holds ten letters at most. */
public final class SqsLetterQueue implements LetterQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqsLetterQueue.class);

    /** A long poll asks every machine of a queue; a short one may miss letters. */
    private static final int WAIT_SECONDS = 1;

    private static final int AT_ONCE = 10;

    private final SqsClient sqs;
    private final String queueUrl;
    private final Executor threads;
    private final int requestsAtOnce;

    /**
     * A queue. The caller keeps and closes the client, whose timeouts and retries hold here.
     *
     * @param threads run the requests
     * @param requestsAtOnce how many of them, at least 1
     */
    public SqsLetterQueue(SqsClient sqs, String queueUrl, Executor threads, int requestsAtOnce) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.requestsAtOnce = requestsAtOnce;
    }

    @Override
    public List<HeldLetter> take(Duration hold) {
        List<CompletableFuture<List<HeldLetter>>> answers = IntStream.range(0, requestsAtOnce)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> receive(hold), threads))
                .toList();
        List<HeldLetter> taken = new ArrayList<>();
        LetterQueueException failure = null;
        for (CompletableFuture<List<HeldLetter>> answer : answers) {
            try {
                taken.addAll(answer.join());
            } catch (CompletionException e) {
                failure = new LetterQueueException(
                        "the dead letters cannot be received", e.getCause() == null ? e : e.getCause());
            }
        }
        // What was received is held, so it has to be told before a failure is.
        if (failure != null && taken.isEmpty()) {
            throw failure;
        }
        return taken;
    }

    @Override
    public Set<String> renew(Collection<Receipt> receipts, Duration hold) {
        return hide(receipts, hold);
    }

    @Override
    public void release(Collection<Receipt> receipts) {
        hide(receipts, Duration.ZERO);
    }

    @Override
    public Set<String> delete(Collection<Receipt> receipts) {
        return inChunks(receipts, some -> {
            List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, some.size())
                    .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(index))
                            .receiptHandle(some.get(index).handle())
                            .build())
                    .toList();
            return sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries)).successful().stream()
                    .map(DeleteMessageBatchResultEntry::id)
                    .toList();
        });
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

    private List<HeldLetter> receive(Duration hold) {
        return sqs
                .receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(AT_ONCE)
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
    }

    private Set<String> hide(Collection<Receipt> receipts, Duration hold) {
        return inChunks(receipts, some -> {
            List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, some.size())
                    .mapToObj(index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(Integer.toString(index))
                            .receiptHandle(some.get(index).handle())
                            .visibilityTimeout(Math.toIntExact(hold.toSeconds()))
                            .build())
                    .toList();
            return sqs
                    .changeMessageVisibilityBatch(
                            change -> change.queueUrl(queueUrl).entries(entries))
                    .successful()
                    .stream()
                    .map(ChangeMessageVisibilityBatchResultEntry::id)
                    .toList();
        });
    }

    /**
     * Makes a request for each ten receipts, several at once.
     *
     * @param request returns the indexes of the receipts for which it succeeded
     * @return the message ids of all those
     */
    private Set<String> inChunks(Collection<Receipt> receipts, Function<List<Receipt>, List<String>> request) {
        List<Receipt> all = List.copyOf(receipts);
        List<CompletableFuture<Set<String>>> answers = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Receipt> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            answers.add(CompletableFuture.supplyAsync(() -> succeeded(some, request), threads));
        }
        Set<String> messageIds = new HashSet<>();
        answers.forEach(answer -> messageIds.addAll(answer.join()));
        return messageIds;
    }

    private static Set<String> succeeded(List<Receipt> receipts, Function<List<Receipt>, List<String>> request) {
        try {
            return request.apply(receipts).stream()
                    .map(index -> receipts.get(Integer.parseInt(index)).messageId())
                    .collect(Collectors.toSet());
        } catch (SdkException e) {
            LOG.warn("a request for {} dead letters failed: {}", receipts.size(), SqsErrors.code(e));
            return Set.of();
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
}
