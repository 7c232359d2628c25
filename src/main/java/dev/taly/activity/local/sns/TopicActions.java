package dev.taly.activity.local.sns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes, shows, changes and deletes topics. */
final class TopicActions {
    private static final Set<String> ATTRIBUTES =
            Set.of("DeliveryPolicy", "DisplayName", "KmsMasterKeyId", "Policy", "SignatureVersion", "TracingConfig");
    private static final Pattern FEEDBACK =
            Pattern.compile("(HTTP|Firehose|Lambda|Application|SQS)(Success|Failure)Feedback(RoleArn|SampleRate)");
    private static final Set<String> FIFO_ATTRIBUTES = Set.of("FifoTopic", "ContentBasedDeduplication");

    private final Topics topics;
    private final Account account;

    TopicActions(Topics topics, Account account) {
        this.topics = topics;
        this.account = account;
    }

    void create(QueryForm request, XmlWriter result) {
        Map<String, String> attributes = new LinkedHashMap<>();
        request.map("Attributes").forEach((name, value) -> {
            checkAttribute(name, value, "Attributes Reason: ");
            attributes.put(name, value);
        });
        attributes.keySet().removeAll(FIFO_ATTRIBUTES);
        Map<String, String> tags = Tags.read(request);
        Topic asked = new Topic(account.topicArn(request.get("Name")), attributes, tags, Map.of());
        Topic topic = topics.putIfAbsent(asked);
        if (!topic.attributes().entrySet().containsAll(attributes.entrySet())) {
            throw SnsException.invalidParameter("Attributes Reason: Topic already exists with different attributes");
        }
        if (!topic.tags().entrySet().containsAll(tags.entrySet())) {
            throw SnsException.invalidParameter("Tags Reason: Topic already exists with different tags");
        }
        result.text("TopicArn", topic.arn());
    }

    void delete(QueryForm request, XmlWriter result) {
        topics.remove(topicArn(request));
    }

    void list(QueryForm request, XmlWriter result) {
        Page.write(
                request,
                result,
                "Topics",
                topics.all(),
                Topic::arn,
                (topic, member) -> member.text("TopicArn", topic.arn()));
    }

    void getAttributes(QueryForm request, XmlWriter result) {
        AttributeMap.write(described(topics.get(topicArn(request))), result);
    }

    void setAttributes(QueryForm request, XmlWriter result) {
        String name = request.get("AttributeName");
        String value = request.find("AttributeValue").orElse("");
        checkAttribute(name, value, "");
        if (topics.change(topicArn(request), topic -> topic.withAttribute(name, value))
                .isEmpty()) {
            throw SnsException.notFound("Topic");
        }
    }

    private String topicArn(QueryForm request) {
        return account.checkedArn("TopicArn", request.get("TopicArn"));
    }

    private static void checkAttribute(String name, String value, String reason) {
        if (FIFO_ATTRIBUTES.contains(name)) {
            if (!value.equals("false")) {
                throw SnsException.invalidParameter(reason + name + ": this SNS has standard topics only");
            }
        } else if (!ATTRIBUTES.contains(name) && !FEEDBACK.matcher(name).matches()) {
            throw SnsException.invalidParameter(reason + "AttributeName");
        }
    }

    private Map<String, String> described(Topic topic) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("TopicArn", topic.arn());
        described.put("Owner", account.id());
        described.put("DisplayName", "");
        described.put("Policy", defaultPolicy(topic));
        described.put(
                "SubscriptionsConfirmed", Integer.toString(topic.subscriptions().size()));
        described.put("SubscriptionsPending", "0");
        described.put("SubscriptionsDeleted", "0");
        described.put("EffectiveDeliveryPolicy", "{}");
        described.putAll(topic.attributes());
        return described;
    }

    private String defaultPolicy(Topic topic) {
        return ("{'Version':'2008-10-17','Id':'__default_policy_ID','Statement':[{'Sid':'__default_statement_ID',"
                        + "'Effect':'Allow','Principal':{'AWS':'*'},'Action':['SNS:Publish','SNS:Subscribe'],"
                        + "'Resource':'" + topic.arn() + "','Condition':{'StringEquals':{'AWS:SourceOwner':'"
                        + account.id() + "'}}}]}")
                .replace('\'', '"');
    }
}
