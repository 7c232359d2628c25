package dev.taly.activity.app.tap;

import dev.taly.activity.app.AwsClients;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Finds and removes what taps of a topic left behind whose process died. */
public final class LeftTaps {
    /** One that is in use says so each minute. */
    private static final Duration UNSEEN = Duration.ofMinutes(3);

    private LeftTaps() {}

    /**
     * Removes them; taps in use, and queues that nobody tagged as a tap's, stay.
     *
     * @param now a tap that was not seen in the three minutes before is left behind
     * @return what was removed, and what is in use
     * @throws SdkException if a service does not answer
     */
    public static Found remove(AwsClients aws, String topicArn, Instant now) {
        try (SqsClient sqs = aws.sqs();
                SnsClient sns = aws.sns()) {
            int queues = 0;
            int inUse = 0;
            for (String url : queues(sqs)) {
                Optional<Instant> seen = lastSeen(sqs, url, topicArn);
                if (seen.isPresent() && seen.get().plus(UNSEEN).isBefore(now)) {
                    TapQueue.delete(sqs, url);
                    queues++;
                } else if (seen.isPresent()) {
                    inUse++;
                }
            }
            int subscriptions = 0;
            for (Subscription subscription : subscriptions(sns, topicArn)) {
                if (isBeside(subscription.endpoint(), topicArn) && isGone(sqs, name(subscription.endpoint()))) {
                    TapQueue.unsubscribe(sns, subscription.subscriptionArn());
                    subscriptions++;
                }
            }
            return new Found(queues, subscriptions, inUse);
        }
    }

    /**
     * What was found of a topic's taps.
     *
     * @param queues that were removed
     * @param subscriptions that were removed
     * @param inUse queues that were seen in use lately, and stay
     */
    public record Found(int queues, int subscriptions, int inUse) {}

    /** When a tap of that topic was last in use; nothing where the queue is none. */
    private static Optional<Instant> lastSeen(SqsClient sqs, String url, String topicArn) {
        try {
            Map<String, String> tags =
                    sqs.listQueueTags(list -> list.queueUrl(url)).tags();
            return topicArn.equals(tags.get(TapQueue.TOPIC_TAG))
                    ? Optional.of(Instant.parse(tags.getOrDefault(TapQueue.SEEN_TAG, "")))
                    : Optional.empty();
        } catch (QueueDoesNotExistException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Of another account or region nothing can be known here. */
    private static boolean isBeside(String queueArn, String topicArn) {
        String[] queue = queueArn.split(":", -1);
        String[] topic = topicArn.split(":", -1);
        return queue.length > 4 && topic.length > 4 && queue[3].equals(topic[3]) && queue[4].equals(topic[4]);
    }

    /** Asked one by one: a list may not have a queue yet that was made just now. */
    private static boolean isGone(SqsClient sqs, String queueName) {
        try {
            return sqs.getQueueUrl(get -> get.queueName(queueName)).queueUrl() == null;
        } catch (QueueDoesNotExistException e) {
            return true;
        }
    }

    private static List<String> queues(SqsClient sqs) {
        List<String> urls = new ArrayList<>();
        sqs.listQueuesPaginator(list -> list.queueNamePrefix(TapQueue.PREFIX).maxResults(1_000))
                .queueUrls()
                .forEach(urls::add);
        return urls;
    }

    /** Those of taps' queues. */
    private static List<Subscription> subscriptions(SnsClient sns, String topicArn) {
        return sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topicArn)).subscriptions().stream()
                .filter(subscription -> "sqs".equals(subscription.protocol())
                        && name(subscription.endpoint()).startsWith(TapQueue.PREFIX))
                .toList();
    }

    /** The last part of a queue's URL or ARN. */
    private static String name(String queue) {
        return queue.substring(Math.max(queue.lastIndexOf('/'), queue.lastIndexOf(':')) + 1);
    }
}
