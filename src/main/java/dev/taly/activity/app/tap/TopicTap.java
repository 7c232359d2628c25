package dev.taly.activity.app.tap;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SqsAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Sees what is published to a topic from now on, through a queue of its own, and takes nothing from anybody. Messages come in
 * any order, some twice; they are taken off the queue before they are shown. Where more comes than is taken, it drops what waits rather than fall behind, and counts that. Queue
 * and subscription are removed when it is closed; where the process dies before, {@link LeftTaps} finds them. Safe for any number
 * of threads.
 */
public final class TopicTap implements Tap {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTap.class);
    private static final Duration USUAL_WAIT = Duration.ofSeconds(20);
    private static final Duration SEEN_EVERY = Duration.ofSeconds(60);
    private static final int MOST = 10;

    /** What is older than that when it comes is no news: the rest of what waits is dropped. */
    private static final Duration BEHIND = Duration.ofSeconds(5);

    /** SQS purges a queue once in that time. */
    private static final Duration PURGE_EVERY = Duration.ofSeconds(60);

    private final SqsClient sqs;
    private final SnsClient sns;
    private final Maker maker;
    private final Clock clock;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong purgeAt = new AtomicLong();
    private final AtomicLong seenAt = new AtomicLong();
    private volatile TapQueue queue;
    private boolean closed;

    private TopicTap(SqsClient sqs, SnsClient sns, Maker maker, Clock clock) {
        this.sqs = sqs;
        this.sns = sns;
        this.maker = maker;
        this.clock = clock;
        this.queue = maker.make();
        seenAt.set(clock.millis());
    }

    /** Makes the tap's queue, subscribed. */
    @FunctionalInterface
    private interface Maker {
        TapQueue make();
    }

    /**
     * Opens one; what is published once this has returned comes.
     *
     * @param aws of the account of the topic
     * @throws SdkException if queue or subscription cannot be made: then neither is left
     */
    public static TopicTap open(AwsClients aws, String topicArn, TapFilter filter, Clock clock) {
        requireNonNull(topicArn, "topicArn is null");
        SqsClient sqs = aws.withTimeouts(USUAL_WAIT.plusSeconds(10), USUAL_WAIT.plusSeconds(20))
                .sqs();
        SnsClient sns = aws.sns();
        try {
            return new TopicTap(sqs, sns, () -> TapQueue.make(sqs, sns, topicArn, filter, clock.instant()), clock);
        } catch (RuntimeException e) {
            sqs.close();
            sns.close();
            throw e;
        }
    }

    @Override
    public List<SourceMessage> receive(Duration wait) {
        TapQueue asked = queue;
        List<Message> messages;
        try {
            messages = receive(asked, wait);
        } catch (QueueDoesNotExistException e) {
            remake(asked);
            return List.of();
        }
        delete(messages);
        List<SourceMessage> received = messages.stream().map(TopicTap::received).toList();
        catchUp(received);
        saySeen();
        return received;
    }

    private List<Message> receive(TapQueue asked, Duration wait) {
        return sqs.receiveMessage(receive -> receive.queueUrl(asked.url())
                        .maxNumberOfMessages(MOST)
                        .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                        .messageAttributeNames("All"))
                .messages();
    }

    /** As where a local stack was started anew, or somebody cleaned up while this machine slept. */
    private synchronized void remake(TapQueue gone) {
        if (closed || !queue.equals(gone)) {
            return;
        }
        queue = maker.make();
        TapQueue.unsubscribe(sns, gone.subscriptionArn());
        // Nobody knows how many.
        dropped.incrementAndGet();
        LOG.warn("the tap's queue was gone; it has a new one, and what came in between is not shown");
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        queue.remove(sqs, sns);
        sqs.close();
        sns.close();
    }

    private void delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            sqs.deleteMessageBatch(delete -> delete.queueUrl(queue.url())
                    .entries(IntStream.range(0, messages.size())
                            .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(messages.get(i).receiptHandle())
                                    .build())
                            .toList()));
        } catch (SdkException e) {
            // They come again.
            LOG.debug("messages could not be deleted: {}", e.getMessage());
        }
    }

    private static SourceMessage received(Message message) {
        String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return new SourceMessage(
                message.messageId(),
                message.body(),
                sent == null ? null : Instant.ofEpochMilli(Long.parseLong(sent)),
                SqsAttributes.read(message.messageAttributes()));
    }

    private void catchUp(List<SourceMessage> received) {
        Instant now = clock.instant();
        boolean behind = received.stream()
                .map(SourceMessage::sentAt)
                .anyMatch(sent -> sent != null && sent.plus(BEHIND).isBefore(now));
        if (behind && isDue(purgeAt, PURGE_EVERY)) {
            try {
                String waiting = sqs.getQueueAttributes(get -> get.queueUrl(queue.url())
                                .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .attributes()
                        .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
                sqs.purgeQueue(purge -> purge.queueUrl(queue.url()));
                dropped.addAndGet(Long.parseLong(waiting));
            } catch (SdkException e) {
                LOG.warn("the tap is behind and cannot catch up: {}", e.getMessage());
            }
        }
    }

    private void saySeen() {
        if (isDue(seenAt, SEEN_EVERY)) {
            try {
                queue.seen(sqs, clock.instant());
            } catch (SdkException e) {
                LOG.warn("the tap's queue cannot be tagged: {}", e.getMessage());
            }
        }
    }

    /** Whether that time has gone by since it was last due; for one of the threads that ask. */
    private boolean isDue(AtomicLong last, Duration every) {
        long before = last.get();
        long now = clock.millis();
        return now - before >= every.toMillis() && last.compareAndSet(before, now);
    }
}
