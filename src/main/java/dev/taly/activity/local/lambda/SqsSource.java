package dev.taly.activity.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A queue of SQS as a mapping's source. Safe for any number of threads. */
public final class SqsSource implements MessageSource {
    /** Shorter than a client waits for an answer. */
    private static final int LONGEST_WAIT_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SqsSource.class);

    private final SqsClient sqs;
    private final String queueUrl;
    private final String queueArn;

    /** A source over that queue. */
    public SqsSource(SqsClient sqs, String queueUrl, String queueArn) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.queueArn = requireNonNull(queueArn, "queueArn is null");
    }

    @Override
    public String queueArn() {
        return queueArn;
    }

    @Override
    public List<Message> receive(int most, Duration wait) {
        // SQS waits whole seconds; a window may so last a second longer.
        long seconds = Math.min(wait.plusMillis(999).toSeconds(), LONGEST_WAIT_SECONDS);
        return sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds((int) seconds)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    @Override
    public void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += MAX_RECEIVE) {
            int to = Math.min(from + MAX_RECEIVE, messages.size());
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Message message : messages.subList(from, to)) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .receiptHandle(message.receiptHandle())
                        .build());
            }
            sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries))
                    .failed()
                    .forEach(failure -> LOG.warn("a message could not be deleted and comes again: {}", failure.code()));
        }
    }
}
