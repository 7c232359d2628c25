package dev.taly.activity.app.worker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A worker's queue at SQS. The caller closes the client, whose attempts must outlast a poll of two seconds. */
public final class SqsWorkerQueue implements WorkerQueue {
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
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .build())
                .toList();
        return failed(
                messages,
                sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries))
                        .failed());
    }

    @Override
    public List<Message> hide(List<Message> messages, Duration visibility) {
        int seconds = Math.toIntExact(visibility.toSeconds());
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .visibilityTimeout(seconds)
                        .build())
                .toList();
        return failed(
                messages,
                sqs.changeMessageVisibilityBatch(
                                change -> change.queueUrl(queueUrl).entries(entries))
                        .failed());
    }

    private static List<Message> failed(List<Message> messages, List<BatchResultErrorEntry> errors) {
        return errors.stream()
                .map(error -> messages.get(Integer.parseInt(error.id())))
                .toList();
    }
}
