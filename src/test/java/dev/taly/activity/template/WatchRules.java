package dev.taly.activity.template;

import dev.taly.activity.app.AlertSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Alerts, and who looks on or consumes from elsewhere. */
final class WatchRules {
    private static final Map<String, String> VARIABLES = Map.of(
            "BUCKET", "activity-log",
            "ALERT_STATES_BUCKET", "activity-alerts",
            "ALERT_TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:activity-alerts",
            "TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:activity-events",
            "DLQ_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-dlq",
            "UNDELIVERED_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-undelivered");
    private static final List<String> PARTS = List.of(
            "StoredRule",
            "AlertSchedule",
            "AlertScheduleRole",
            "AlertQueue",
            "AlertQueuePolicy",
            "AlertFailures",
            "AlertFailuresPolicy",
            "AlertSource",
            "AlertFunction",
            "AlertRole",
            "AlertLogs",
            "AlertStates",
            "AlertStatesPolicy",
            "AlertTopic",
            "AlertTopicPolicy");

    /** What {@code dev.taly.activity.app.tap} calls. */
    private static final List<String> TAP = List.of(
            "sqs:CreateQueue",
            "sqs:TagQueue",
            "sqs:ListQueueTags",
            "sqs:SetQueueAttributes",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:PurgeQueue",
            "sqs:DeleteQueue",
            "sns:Subscribe",
            "sns:ListSubscriptionsByTopic",
            "sqs:ListQueues",
            "sns:Unsubscribe");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "alerts can be left out, all of them",
                    (template, findings) -> PARTS.forEach(part -> findings.expect(
                            template.resource(part).at("Condition").is("HasAlerts"), part))),
            Rule.that("the alerts hear of every object with events, and of no other", WatchRules::hearsOfObjects),
            Rule.that(
                    "the alerts' clock ticks every five minutes",
                    template -> template.properties("AlertSchedule")
                                    .at("ScheduleExpression")
                                    .is("rate(5 minutes)")
                            && !template.properties("AlertSchedule").at("State").is("DISABLED")
                            && template.properties("AlertSchedule")
                                    .at("Target", "Arn")
                                    .isAttribute("AlertQueue", "Arn")
                            && template.properties("AlertSchedule")
                                    .at("Target", "Input")
                                    .is("{\"notice\":\"tick\"}")
                            && granted(template, "AlertScheduleRole")
                                    .equals(Set.of("sqs:SendMessage on Fn::GetAtt=[AlertQueue, Arn]"))),
            Rule.that("only the rule may send to the alerts' queue", WatchRules::onlyTheRuleSends),
            Rule.that(
                    "the alerts' queue has its function, and visibility for six timeouts and the window",
                    template -> source(template).at("EventSourceArn").isAttribute("AlertQueue", "Arn")
                            && source(template).at("FunctionName").isRef("AlertFunction")
                            && template.properties("AlertQueue")
                                            .at("VisibilityTimeout")
                                            .number()
                                    >= 6 * function(template).at("Timeout").number()
                                            + source(template)
                                                    .at("MaximumBatchingWindowInSeconds")
                                                    .number()
                            && function(template).at("Timeout").number() >= 60),
            Rule.that(
                    "what the alerts cannot look at is kept, and rings",
                    template -> template.properties("AlertQueue")
                                    .at("RedrivePolicy", "deadLetterTargetArn")
                                    .isAttribute("AlertFailures", "Arn")
                            && template.properties("AlertQueue")
                                            .at("RedrivePolicy", "maxReceiveCount")
                                            .number()
                                    >= 3
                            && template.properties("AlertFailures")
                                            .at("MessageRetentionPeriod")
                                            .number()
                                    == 1_209_600
                            && template.properties("AlertFailuresAlarm")
                                    .at("Dimensions")
                                    .items()
                                    .get(0)
                                    .at("Value")
                                    .isAttribute("AlertFailures", "QueueName")),
            Rule.that(
                    "alerts that come late, fail or stop ring",
                    template -> rings(template, "AlertsLateAlarm", "ApproximateAgeOfOldestMessage")
                            && rings(template, "AlertErrorsAlarm", "Errors")
                            && rings(template, "AlertsSilentAlarm", "Invocations")
                            && template.properties("AlertsUntoldAlarm")
                                    .at("MetricName")
                                    .is("AlertsFailed")
                            && template.properties("AlertsSilentAlarm")
                                    .at("ComparisonOperator")
                                    .is("LessThanThreshold")),
            Rule.that(
                    "the alerts' handler exists and reads streams",
                    template -> FunctionRules.handlerExists(template, "AlertFunction")),
            Rule.that(
                    "the alerts' variables are those that their settings read",
                    template -> variables(template)
                            .keySet()
                            .equals(FunctionRules.withMetrics(FunctionRules.read(AlertSettings::of, VARIABLES)))),
            Rule.that(
                    "the alerts' variables name their parts",
                    template -> Map.of(
                                    "BUCKET", "Bucket",
                                    "ALERT_STATES_BUCKET", "AlertStates",
                                    "ALERT_TOPIC_ARN", "AlertTopic",
                                    "TOPIC_ARN", "Topic",
                                    "DLQ_URL", "DeadLetterQueue",
                                    "UNDELIVERED_URL", "UndeliveredQueue")
                            .entrySet()
                            .stream()
                            .allMatch(part -> variables(template).containsKey(part.getKey())
                                    && variables(template).get(part.getKey()).isRef(part.getValue()))),
            Rule.that(
                    "the alerts read events, write nothing but what they remember, and tell",
                    template -> function(template).at("Role").isAttribute("AlertRole", "Arn")
                            && !function(template).at("Policies").exists()
                            && granted(template, "AlertRole")
                                    .equals(Set.of(
                                            "sqs:ReceiveMessage on Fn::GetAtt=[AlertQueue, Arn]",
                                            "sqs:DeleteMessage on Fn::GetAtt=[AlertQueue, Arn]",
                                            "sqs:GetQueueAttributes on Fn::GetAtt=[AlertQueue, Arn]",
                                            "sqs:GetQueueAttributes on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                            "sqs:GetQueueAttributes on Fn::GetAtt=[UndeliveredQueue, Arn]",
                                            "s3:GetObject on Fn::Sub=${Bucket.Arn}/events/*",
                                            "s3:GetObject on Fn::Sub=${AlertStates.Arn}/states/*",
                                            "s3:PutObject on Fn::Sub=${AlertStates.Arn}/states/*",
                                            "s3:ListBucket on Fn::GetAtt=[AlertStates, Arn]",
                                            "sns:Publish on Ref=AlertTopic",
                                            "sns:Publish on Ref=Topic",
                                            "logs:CreateLogStream on Fn::GetAtt=[AlertLogs, Arn]",
                                            "logs:PutLogEvents on Fn::GetAtt=[AlertLogs, Arn]"))),
            Rule.that("what the alerts remember is private, and passes", WatchRules::statesArePrivateAndPass),
            Rule.that(
                    "who looks on has queues of their own and takes nothing of the flow",
                    template -> PolicyRules.granted(template.properties("WatcherPolicy")).stream()
                            .noneMatch(grant -> grant.matches("sqs:(?!GetQueueAttributes|ListQueues).*\\[.*")
                                    || grant.startsWith("s3:"))),
            Rule.that(
                    "who looks on may do all that a tap does, also where more comes than it can take",
                    template -> PolicyRules.granted(template.properties("WatcherPolicy")).stream()
                            .map(grant -> grant.split(" ", 2)[0])
                            .toList()
                            .containsAll(TAP)),
            Rule.that("a worker may do what the function may, and hold messages", WatchRules::workerMayDoItsWork));

    private WatchRules() {}

    private static Node function(Node template) {
        return template.properties("AlertFunction");
    }

    private static Node source(Node template) {
        return template.properties("AlertSource");
    }

    private static Map<String, Node> variables(Node template) {
        return function(template).at("Environment", "Variables").entries();
    }

    private static boolean hearsOfObjects(Node template) {
        Node rule = template.properties("StoredRule");
        return List.of(
                                "HasAlerts",
                                Map.of("EventBridgeConfiguration", Map.of("EventBridgeEnabled", true)),
                                Map.of("Ref", "AWS::NoValue"))
                        .equals(template.properties("Bucket")
                                .at("NotificationConfiguration", "Fn::If")
                                .value())
                && Map.of(
                                "source", List.of("aws.s3"),
                                "detail-type", List.of("Object Created"),
                                "detail",
                                        Map.of(
                                                "bucket", Map.of("name", List.of(Map.of("Ref", "Bucket"))),
                                                "object", Map.of("key", List.of(Map.of("prefix", "events/")))))
                        .equals(rule.at("EventPattern").value())
                && !rule.at("State").is("DISABLED")
                && rule.at("Targets").items().size() == 1
                && rule.at("Targets").items().get(0).at("Arn").isAttribute("AlertQueue", "Arn")
                && !rule.at("Targets").items().get(0).at("InputTransformer").exists();
    }

    private static boolean onlyTheRuleSends(Node template) {
        List<Node> allowed = Statements.attachedTo(template, "AWS::SQS::QueuePolicy", "Queues", "AlertQueue").stream()
                .filter(Statements::isAllow)
                .toList();
        return allowed.size() == 1
                && Map.of("Service", "events.amazonaws.com")
                        .equals(allowed.get(0).at("Principal").value())
                && Statements.actions(allowed.get(0)).equals(List.of("sqs:SendMessage"))
                && allowed.get(0).at("Resource").isAttribute("AlertQueue", "Arn")
                && Map.of("ArnEquals", Map.of("aws:SourceArn", Map.of("Fn::GetAtt", List.of("StoredRule", "Arn"))))
                        .equals(allowed.get(0).at("Condition").value());
    }

    private static boolean rings(Node template, String alarm, String metric) {
        return template.properties(alarm).at("MetricName").is(metric)
                && template.resource(alarm).at("Condition").is("HasAlertAlarms")
                && template.properties(alarm).at("Dimensions").items().stream()
                        .map(dimension -> dimension.at("Value"))
                        .anyMatch(
                                value -> value.isRef("AlertFunction") || value.isAttribute("AlertQueue", "QueueName"));
    }

    /** Longer than any rule looks back: a day late, and seven each of window and cooldown. */
    private static boolean statesArePrivateAndPass(Node template) {
        Node states = template.properties("AlertStates");
        return List.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets").stream()
                        .allMatch(flag -> states.at("PublicAccessBlockConfiguration", flag)
                                .is(true))
                && states.at("LifecycleConfiguration", "Rules").items().stream()
                        .anyMatch(rule -> rule.at("Status").is("Enabled")
                                && !rule.at("Prefix").exists()
                                && rule.at("ExpirationInDays").number() > 15
                                && rule.at("ExpirationInDays").number() <= 30)
                && !states.at("BucketName").exists()
                && !states.at("ObjectLockEnabled").exists();
    }

    private static boolean workerMayDoItsWork(Node template) {
        Set<String> function = new TreeSet<>(granted(template, "ConsumerRole"));
        function.removeIf(grant -> grant.startsWith("logs:"));
        Set<String> worker = new TreeSet<>(PolicyRules.granted(template.properties("WorkerPolicy")));
        return worker.remove("sqs:ChangeMessageVisibility on Fn::GetAtt=[Queue, Arn]")
                && worker.remove("sqs:GetQueueAttributes on Fn::GetAtt=[DeadLetterQueue, Arn]")
                && worker.equals(function);
    }

    private static Set<String> granted(Node template, String role) {
        List<Node> policies = template.properties(role).at("Policies").items();
        return policies.size() == 1 ? PolicyRules.granted(policies.get(0)) : Set.of();
    }
}
