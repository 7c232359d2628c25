package dev.taly.activity.app.tap;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A short-lived queue and its subscription to the topic. It is tagged with its topic and with when it was last in use, so that
 * one that was left behind can be told.
 *
 * @param url of the queue
 * @param subscriptionArn of the subscription
 */
record TapQueue(String url, String subscriptionArn) {
    /** How every such queue's name begins. */
    static final String PREFIX = "activity-tap-";

    static final String TOPIC_TAG = "activity-tap-topic";
    static final String SEEN_TAG = "activity-tap-seen";

    private static final Logger LOG = LoggerFactory.getLogger(TapQueue.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What nobody took for so long, nobody looks at any more. SQS allows no less than 60. */
    private static final String KEPT_SECONDS = "120";

    /**
     * Makes both. Where that fails, neither is left.
     *
     * @throws SdkException if a service refuses
     */
    static TapQueue make(SqsClient sqs, SnsClient sns, String topicArn, TapFilter filter, Instant now) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        String url = sqs.createQueue(
                        create -> create.queueName(PREFIX + HexFormat.of().formatHex(random))
                                .attributes(Map.of(
                                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                                        KEPT_SECONDS,
                                        QueueAttributeName.SQS_MANAGED_SSE_ENABLED,
                                        "true"))
                                .tags(Map.of(TOPIC_TAG, topicArn, SEEN_TAG, text(now))))
                .queueUrl();
        try {
            return new TapQueue(url, subscribe(sqs, sns, url, topicArn, filter));
        } catch (RuntimeException e) {
            delete(sqs, url);
            throw e;
        }
    }

    /** Says that it is in use. */
    void seen(SqsClient sqs, Instant now) {
        sqs.tagQueue(tag -> tag.queueUrl(url).tags(Map.of(SEEN_TAG, text(now))));
    }

    /** Removes both, as far as that can be done. */
    void remove(SqsClient sqs, SnsClient sns) {
        unsubscribe(sns, subscriptionArn);
        delete(sqs, url);
    }

    static void unsubscribe(SnsClient sns, String subscriptionArn) {
        try {
            sns.unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscriptionArn));
        } catch (SdkException e) {
            LOG.warn("the subscription {} could not be removed: {}", subscriptionArn, e.getMessage());
        }
    }

    static void delete(SqsClient sqs, String url) {
        try {
            sqs.deleteQueue(delete -> delete.queueUrl(url));
        } catch (SdkException e) {
            LOG.warn("the queue {} could not be removed: {}", url, e.getMessage());
        }
    }

    private static String subscribe(SqsClient sqs, SnsClient sns, String url, String topicArn, TapFilter filter) {
        String queueArn = requireNonNull(
                sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN),
                "SQS says no ARN of its queue");
        sqs.setQueueAttributes(
                set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy(queueArn, topicArn))));
        Map<String, String> attributes = new HashMap<>(Map.of("RawMessageDelivery", "true"));
        filter.policy().ifPresent(policy -> {
            attributes.put("FilterPolicyScope", "MessageBody");
            attributes.put("FilterPolicy", policy);
        });
        return sns.subscribe(subscribe -> subscribe
                        .topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    /** That topic alone may send. */
    private static String policy(String queueArn, String topicArn) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},"
                + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"" + queueArn
                + "\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"" + topicArn + "\"}}}]}";
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
