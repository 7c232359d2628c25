package dev.taly.activity.local.sns;

import static java.util.Map.entry;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the action of a request, runs it and writes the answer. Safe for any number of threads. */
final class Actions {
    private static final String VERSION = "2010-03-31";
    private static final Set<String> WITHOUT_RESULT =
            Set.of("DeleteTopic", "SetTopicAttributes", "Unsubscribe", "SetSubscriptionAttributes");

    private final Map<String, Action> byName;

    Actions(Account account, QueueSender queues, Clock clock, Supplier<String> ids) {
        Topics topics = new Topics();
        TopicActions topic = new TopicActions(topics, account);
        TagActions tag = new TagActions(topics, account);
        SubscriptionActions subscription = new SubscriptionActions(topics, account, ids);
        Fanout fanout = new Fanout(new Delivery(queues, account, clock, ids));
        PublishActions publish = new PublishActions(topics, account, new MessageReader(ids), fanout);
        byName = Map.ofEntries(
                entry("CreateTopic", topic::create),
                entry("DeleteTopic", topic::delete),
                entry("ListTopics", topic::list),
                entry("GetTopicAttributes", topic::getAttributes),
                entry("SetTopicAttributes", topic::setAttributes),
                entry("TagResource", tag::tag),
                entry("UntagResource", tag::untag),
                entry("ListTagsForResource", tag::list),
                entry("Subscribe", subscription::subscribe),
                entry("Unsubscribe", subscription::unsubscribe),
                entry("ListSubscriptions", subscription::list),
                entry("ListSubscriptionsByTopic", subscription::listByTopic),
                entry("GetSubscriptionAttributes", subscription::getAttributes),
                entry("SetSubscriptionAttributes", subscription::setAttributes),
                entry("Publish", publish::publish),
                entry("PublishBatch", publish::publishBatch));
    }

    /**
     * Answers in XML.
     *
     * @throws SnsException if it is an error
     */
    String answer(QueryForm request, String requestId) {
        if (!request.find("Version").orElse(VERSION).equals(VERSION)) {
            throw SnsException.badRequest("NoSuchVersion", "The version of this API is " + VERSION + ".");
        }
        String name = request.find("Action")
                .orElseThrow(() -> SnsException.badRequest("MissingAction", "The request has no Action parameter."));
        Action action = byName.get(name);
        if (action == null) {
            throw SnsException.badRequest("InvalidAction", "The local SNS has no action " + name + ".");
        }
        XmlWriter xml = new XmlWriter().openRoot(name + "Response");
        if (WITHOUT_RESULT.contains(name)) {
            action.run(request, xml);
        } else {
            action.run(request, xml.open(name + "Result"));
            xml.close(name + "Result");
        }
        return xml.open("ResponseMetadata")
                .text("RequestId", requestId)
                .close("ResponseMetadata")
                .close(name + "Response")
                .toString();
    }
}
