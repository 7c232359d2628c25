package dev.taly.activity.local.sns;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** All topics with their subscriptions, in memory. Safe for any number of threads; a change is made whole. */
final class Topics {
    private final Map<String, Topic> byArn = new ConcurrentHashMap<>();

    /** The topic of that ARN, whether it is this one or was there. */
    Topic putIfAbsent(Topic topic) {
        Topic there = byArn.putIfAbsent(topic.arn(), topic);
        return there == null ? topic : there;
    }

    void remove(String arn) {
        byArn.remove(arn);
    }

    Optional<Topic> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /**
     * The topic.
     *
     * @throws SnsException if there is none
     */
    Topic get(String arn) {
        return find(arn).orElseThrow(() -> SnsException.notFound("Topic"));
    }

    /** In the order of their ARNs. */
    List<Topic> all() {
        return byArn.values().stream().sorted(Comparator.comparing(Topic::arn)).toList();
    }

    /**
     * Changes a topic. Two changes never overlap.
     *
     * @return the topic as changed; nothing if there is none
     */
    Optional<Topic> change(String arn, UnaryOperator<Topic> change) {
        return Optional.ofNullable(byArn.computeIfPresent(arn, (key, topic) -> change.apply(topic)));
    }

    Optional<Subscription> findSubscription(String subscriptionArn) {
        return find(topicArn(subscriptionArn))
                .map(topic -> topic.subscriptions().get(subscriptionArn));
    }

    /** A subscription's ARN is its topic's, and an id. */
    static String topicArn(String subscriptionArn) {
        return subscriptionArn.substring(0, Math.max(subscriptionArn.lastIndexOf(':'), 0));
    }
}
