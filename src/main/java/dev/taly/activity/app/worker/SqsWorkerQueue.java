package dev.taly.activity.app.worker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A worker's queue at SQS. The caller closes the client, whose attempts must outlast a poll of two seconds. */
public final class SqsWorkerQueue implements WorkerQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqsWorkerQueue.class);
    private static final int AT_ONCE = 10;

    private final SqsClient sqs;
    private final String queueUrl;

    /** That queue. */
    public SqsWorkerQueue(SqsClient sqs, String queueUrl) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
    }

    @Override
    public List<Message> receive(int most, Duration wait, Duration visibility) {
        // SQS waits whole seconds; a window may so last a second longer.
        int seconds = Math.toIntExact(wait.plusMillis(999).toSeconds());
        return sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds(seconds)
                        .visibilityTimeout(Math.toIntExact(visibility.toSeconds()))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    @Override
    public List<Message> delete(List<Message> messages) {
        return each(messages, some -> {
            List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, some.size())
                    .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .receiptHandle(some.get(i).receiptHandle())
                            .build())
                    .toList();
            return sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries))
                    .failed();
        });
    }

    @Override
    public int hide(List<Message> messages, Duration visibility) {
        int seconds = Math.toIntExact(visibility.toSeconds());
        return each(messages, some -> {
                    List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, some.size())
                            .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(some.get(i).receiptHandle())
                                    .visibilityTimeout(seconds)
                                    .build())
                            .toList();
                    return sqs.changeMessageVisibilityBatch(
                                    change -> change.queueUrl(queueUrl).entries(entries))
                            .failed();
                })
                .size();
    }

    /** Those of which it is not certain; one request that fails is no other's trouble. */
    private static List<Message> each(
            List<Message> messages, Function<List<Message>, List<BatchResultErrorEntry>> request) {
        List<Message> failed = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += AT_ONCE) {
            List<Message> some = messages.subList(from, Math.min(messages.size(), from + AT_ONCE));
            try {
                Set<String> ids = request.apply(some).stream()
                        .map(BatchResultErrorEntry::id)
                        .collect(Collectors.toSet());
                IntStream.range(0, some.size())
                        .filter(i -> ids.contains(Integer.toString(i)))
                        .forEach(i -> failed.add(some.get(i)));
            } catch (RuntimeException e) {
                LOG.warn("the queue did not answer for {} messages: {}", some.size(), e.toString());
                failed.addAll(some);
            }
        }
        return failed;
    }
}
