package dev.taly.activity.local.sns;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Subscribes queues to topics. A subscription counts at once: a queue of the same account needs no confirmation. */
final class SubscriptionActions {
    private static final Set<String> OTHER_PROTOCOLS =
            Set.of("http", "https", "email", "email-json", "sms", "application", "lambda", "firehose");
    private static final int PARTS_OF_A_TOPIC_ARN = 6;

    private final Topics topics;
    private final Account account;
    private final Supplier<String> ids;

    SubscriptionActions(Topics topics, Account account, Supplier<String> ids) {
        this.topics = topics;
        this.account = account;
        this.ids = ids;
    }

    void subscribe(QueryForm request, XmlWriter result) {
        String topicArn = account.checkedArn("TopicArn", request.get("TopicArn"));
        checkProtocol(request.get("Protocol"));
        String endpoint = checkedEndpoint(request.find("Endpoint").orElse(""));
        Map<String, String> attributes = request.map("Attributes");
        SubscriptionSettings settings = SubscriptionSettings.of(attributes, "Attributes Reason: ");
        Subscription asked = new Subscription(topicArn + ":" + ids.get(), topicArn, endpoint, settings);
        Topic topic = topics.change(
                        topicArn,
                        there -> bySameQueue(there, endpoint).findAny().isPresent() ? there : there.with(asked))
                .orElseThrow(() -> SnsException.notFound("Topic"));
        Subscription subscription = bySameQueue(topic, endpoint).findAny().orElse(asked);
        if (!subscription.settings().agreesWith(settings, attributes.keySet())) {
            throw SnsException.invalidParameter(
                    "Attributes Reason: Subscription already exists with different attributes");
        }
        result.text("SubscriptionArn", subscription.arn());
    }

    void unsubscribe(QueryForm request, XmlWriter result) {
        String arn = subscriptionArn(request);
        if (arn.split(":", -1).length == PARTS_OF_A_TOPIC_ARN) {
            throw SnsException.invalidParameter("SubscriptionId");
        }
        topics.change(Topics.topicArn(arn), topic -> topic.without(arn));
    }

    void list(QueryForm request, XmlWriter result) {
        write(request, result, topics.all().stream());
    }

    void listByTopic(QueryForm request, XmlWriter result) {
        write(request, result, Stream.of(topics.get(account.checkedArn("TopicArn", request.get("TopicArn")))));
    }

    void getAttributes(QueryForm request, XmlWriter result) {
        Subscription subscription = topics.findSubscription(subscriptionArn(request))
                .orElseThrow(() -> SnsException.notFound("Subscription"));
        AttributeMap.write(described(subscription), result);
    }

    void setAttributes(QueryForm request, XmlWriter result) {
        String arn = subscriptionArn(request);
        String name = request.get("AttributeName");
        String value = request.find("AttributeValue").orElse("");
        if (topics.change(Topics.topicArn(arn), topic -> changed(topic, arn, name, value))
                .isEmpty()) {
            throw SnsException.notFound("Subscription");
        }
    }

    private static Topic changed(Topic topic, String arn, String name, String value) {
        Subscription subscription = topic.subscriptions().get(arn);
        if (subscription == null) {
            throw SnsException.notFound("Subscription");
        }
        return topic.with(subscription.with(subscription.settings().with(name, value)));
    }

    private static Stream<Subscription> bySameQueue(Topic topic, String endpoint) {
        return topic.subscriptions().values().stream()
                .filter(subscription -> subscription.endpoint().equals(endpoint));
    }

    private static void checkProtocol(String protocol) {
        if (OTHER_PROTOCOLS.contains(protocol)) {
            throw SnsException.invalidParameter("Protocol Reason: this SNS delivers to sqs only, not to " + protocol);
        }
        if (!protocol.equals(Subscription.PROTOCOL)) {
            throw SnsException.invalidParameter("Amazon SNS does not support this protocol string: " + protocol);
        }
    }

    private static String checkedEndpoint(String endpoint) {
        if (Account.isFifo(endpoint)) {
            throw SnsException.invalidParameter("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be"
                    + " subscribed to standard SNS topics");
        }
        if (!Account.isQueueArn(endpoint)) {
            throw SnsException.invalidParameter("SQS endpoint ARN");
        }
        return endpoint;
    }

    private String subscriptionArn(QueryForm request) {
        return account.checkedArn("SubscriptionArn", request.get("SubscriptionArn"));
    }

    private void write(QueryForm request, XmlWriter result, Stream<Topic> of) {
        List<Subscription> subscriptions = of.flatMap(topic -> topic.subscriptions().values().stream())
                .sorted(Comparator.comparing(Subscription::arn))
                .toList();
        Page.write(
                request,
                result,
                "Subscriptions",
                subscriptions,
                Subscription::arn,
                (subscription, member) -> member.text("TopicArn", subscription.topicArn())
                        .text("Protocol", Subscription.PROTOCOL)
                        .text("SubscriptionArn", subscription.arn())
                        .text("Owner", account.id())
                        .text("Endpoint", subscription.endpoint()));
    }

    private Map<String, String> described(Subscription subscription) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("SubscriptionArn", subscription.arn());
        described.put("TopicArn", subscription.topicArn());
        described.put("Protocol", Subscription.PROTOCOL);
        described.put("Endpoint", subscription.endpoint());
        described.put("Owner", account.id());
        described.put("PendingConfirmation", "false");
        described.put("ConfirmationWasAuthenticated", "true");
        described.put("SubscriptionPrincipal", "arn:aws:iam::" + account.id() + ":root");
        described.putAll(subscription.settings().described());
        return described;
    }
}
