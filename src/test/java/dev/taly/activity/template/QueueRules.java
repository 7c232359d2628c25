package dev.taly.activity.template;

import java.util.List;

/** From the topic to the queue, and where dead letters go. */
final class QueueRules {
    private static final long KIB_256 = 262_144;
    private static final long MIB = 1_048_576;
    private static final long TWO_WEEKS = 1_209_600;

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the queue's dead letters go to the dead letter queue",
                    template -> template.properties("Queue")
                                    .at("RedrivePolicy", "deadLetterTargetArn")
                                    .isAttribute("DeadLetterQueue", "Arn")
                            && template.properties("Queue")
                                            .at("RedrivePolicy", "maxReceiveCount")
                                            .min()
                                    >= 1),
            Rule.that("the dead letter queue takes redrives of the queue alone", QueueRules::allowsTheQueue),
            Rule.that(
                    "the largest message fits into the dead letter queue with its reasons",
                    template -> template.properties("DeadLetterQueue")
                                    .at("MaximumMessageSize")
                                    .number()
                            == MIB),
            Rule.that("the queue takes what the topic takes", template -> {
                Node size = template.properties("Queue").at("MaximumMessageSize");
                return !size.exists() || size.number() >= KIB_256;
            }),
            Rule.that(
                    "dead letters are kept as long as can be, and longer than the queue keeps messages",
                    template -> retention(template, "DeadLetterQueue") == TWO_WEEKS
                            && retention(template, "UndeliveredQueue") == TWO_WEEKS
                            && retention(template, "Queue") < TWO_WEEKS
                            && retention(template, "Queue") >= 345_600),
            Rule.that(
                    "the topic delivers raw to the queue",
                    template -> template.resources("AWS::SNS::Subscription").values().stream()
                                            .filter(one -> one.at("TopicArn").isRef("Topic"))
                                            .count()
                                    == 1
                            && template.properties("Subscription")
                                    .at("TopicArn")
                                    .isRef("Topic")
                            && template.properties("Subscription")
                                    .at("Protocol")
                                    .is("sqs")
                            && template.properties("Subscription")
                                    .at("Endpoint")
                                    .isAttribute("Queue", "Arn")
                            && template.properties("Subscription")
                                    .at("RawMessageDelivery")
                                    .is(true)),
            Rule.that(
                    "what the topic cannot deliver has its own queue",
                    template -> template.properties("Subscription")
                            .at("RedrivePolicy", "deadLetterTargetArn")
                            .isAttribute("UndeliveredQueue", "Arn")),
            Rule.that(
                    "the topic may deliver before it is subscribed",
                    template -> template.resource("Subscription").at("DependsOn").items().stream()
                            .map(Node::text)
                            .toList()
                            .containsAll(List.of("QueuePolicy", "UndeliveredQueuePolicy"))),
            new Rule("queues and topics are encrypted and standard", (template, findings) -> {
                template.resources("AWS::SQS::Queue")
                        .forEach((id, queue) -> findings.expect(
                                queue.at("SqsManagedSseEnabled").is(true)
                                        && !queue.at("FifoQueue").exists(),
                                id));
                template.resources("AWS::SNS::Topic")
                        .forEach((id, topic) -> findings.expect(
                                topic.at("KmsMasterKeyId").exists()
                                        && !topic.at("FifoTopic").exists(),
                                id));
            }));

    private QueueRules() {}

    private static long retention(Node template, String queue) {
        return template.properties(queue).at("MessageRetentionPeriod").number();
    }

    /** By the name of the queue: its attribute would be a circle. */
    private static boolean allowsTheQueue(Node template) {
        Node allow = template.properties("DeadLetterQueue").at("RedriveAllowPolicy");
        String name = template.properties("Queue").at("QueueName").at("Fn::Sub").text();
        return allow.at("redrivePermission").is("byQueue")
                && allow.at("sourceQueueArns").items().size() == 1
                && allow.at("sourceQueueArns")
                        .items()
                        .get(0)
                        .isSub("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:" + name);
    }
}
