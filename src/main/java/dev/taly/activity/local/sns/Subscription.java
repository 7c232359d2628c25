package dev.taly.activity.local.sns;

/**
 * A queue that gets a topic's messages. Immutable.
 *
 * @param endpoint the queue's ARN
 */
record Subscription(String arn, String topicArn, String endpoint, SubscriptionSettings settings) {
    static final String PROTOCOL = "sqs";

    Subscription with(SubscriptionSettings changed) {
        return new Subscription(arn, topicArn, endpoint, changed);
    }

    boolean wants(Message message) {
        return settings.filter().map(filter -> filter.matches(message)).orElse(true);
    }
}
