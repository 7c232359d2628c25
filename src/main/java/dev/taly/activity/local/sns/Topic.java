package dev.taly.activity.local.sns;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A topic at one moment. Immutable: a publisher works on the one it found.
 *
 * @param attributes those that were set
 * @param subscriptions by ARN, oldest first
 */
record Topic(
        String arn, Map<String, String> attributes, Map<String, String> tags, Map<String, Subscription> subscriptions) {
    Topic {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(subscriptions));
    }

    Topic withAttribute(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return new Topic(arn, changed, tags, subscriptions);
    }

    Topic withTags(Map<String, String> changed) {
        return new Topic(arn, attributes, changed, subscriptions);
    }

    /** Adds the subscription, or puts it in the place of the one with its ARN. */
    Topic with(Subscription subscription) {
        Map<String, Subscription> changed = new LinkedHashMap<>(subscriptions);
        changed.put(subscription.arn(), subscription);
        return new Topic(arn, attributes, tags, changed);
    }

    Topic without(String subscriptionArn) {
        Map<String, Subscription> changed = new LinkedHashMap<>(subscriptions);
        changed.remove(subscriptionArn);
        return new Topic(arn, attributes, tags, changed);
    }
}
