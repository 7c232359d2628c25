package dev.taly.activity.template;

import static dev.taly.activity.template.Mistakes.attribute;
import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes around alerts, and who looks on or consumes from elsewhere. */
final class WatchMistakes {
    private static final String FUNCTION = "Resources/AlertFunction/Properties/";
    private static final String VARIABLES = FUNCTION + "Environment/Variables/";
    private static final String ROLE = "Resources/AlertRole/Properties/Policies/0/PolicyDocument/Statement/";
    private static final String RULE = "Resources/StoredRule/Properties/";
    private static final String SCHEDULE = "Resources/AlertSchedule/Properties/";
    private static final String QUEUE = "Resources/AlertQueue/Properties/";
    private static final String SENDER = "Resources/AlertQueuePolicy/Properties/PolicyDocument/Statement/0/";
    private static final String STATES = "Resources/AlertStates/Properties/";
    private static final String WATCHER = "Resources/WatcherPolicy/Properties/PolicyDocument/Statement/";
    private static final String WORKER = "Resources/WorkerPolicy/Properties/PolicyDocument/Statement/";
    private static final String TAPS =
            "who looks on may do all that a tap does, also where more comes than it can take";
    private static final String HEARS = "the alerts hear of every object with events, and of no other";
    private static final String TICKS = "the alerts' clock ticks every five minutes";
    private static final String SENDER_ALONE = "only the rule may send to the alerts' queue";
    private static final String LIVES =
            "the alerts' queue has its function, and visibility for six timeouts and the window";
    private static final String KEPT = "what the alerts cannot look at is kept, and rings";
    private static final String RINGS = "alerts that come late, fail or stop ring";
    private static final String PARTS = "the alerts' variables name their parts";
    private static final String RIGHTS = "the alerts read events, write nothing but what they remember, and tell";
    private static final String PASSES = "what the alerts remember is private, and passes";
    private static final String LOOKS_ON = "who looks on has queues of their own and takes nothing of the flow";
    private static final String WORKS = "a worker may do what the function may, and hold messages";

    static final List<Mutation> ALL = List.of(
            remove("alerts can be left out, all of them", "Resources/AlertLogs/Condition"),
            remove("what is always there needs nothing that may be left out", "Resources/AlertSource/Condition"),
            set(
                    "what is always there needs nothing that may be left out",
                    "Resources/AlertEmailSubscription/Condition",
                    "HasAlarmTopic"),
            remove("what is always there needs nothing that may be left out", "Outputs/AlertTopicArn/Condition"),
            remove(HEARS, "Resources/Bucket/Properties/NotificationConfiguration"),
            set(HEARS, RULE + "EventPattern/detail/object/key/0/prefix", "receipts/"),
            remove(HEARS, RULE + "EventPattern/detail/object"),
            set(HEARS, RULE + "EventPattern/detail-type/0", "Object Deleted"),
            set(HEARS, RULE + "EventPattern/detail/bucket/name/0", Map.of("Ref", "AlertStates")),
            set(HEARS, RULE + "Targets/0/Arn", attribute("Queue", "Arn")),
            set(HEARS, RULE + "State", "DISABLED"),
            set(TICKS, SCHEDULE + "ScheduleExpression", "rate(5 days)"),
            set(TICKS, SCHEDULE + "Target/Input", "{}"),
            set(TICKS, SCHEDULE + "Target/Arn", attribute("Queue", "Arn")),
            set(SENDER_ALONE, SENDER + "Principal/Service", "s3.amazonaws.com"),
            remove(SENDER_ALONE, SENDER + "Condition"),
            set(LIVES, QUEUE + "VisibilityTimeout", 360),
            set(LIVES, FUNCTION + "Timeout", 30),
            set(LIVES, "Resources/AlertSource/Properties/EventSourceArn", attribute("Queue", "Arn")),
            remove(KEPT, QUEUE + "RedrivePolicy"),
            set(KEPT, QUEUE + "RedrivePolicy/maxReceiveCount", 1),
            remove(KEPT, "Resources/AlertFailures/Properties/MessageRetentionPeriod"),
            remove(RINGS, "Resources/AlertsSilentAlarm"),
            set(RINGS, "Resources/AlertsSilentAlarm/Properties/ComparisonOperator", "GreaterThanThreshold"),
            set(RINGS, "Resources/AlertErrorsAlarm/Condition", "HasAlarmTopic"),
            set(RINGS, "Resources/AlertsUntoldAlarm/Properties/MetricName", "AlertsRaised"),
            set(RINGS, "Resources/AlertsLateAlarm/Properties/Dimensions/0/Value", attribute("Queue", "QueueName")),
            set(
                    "the alerts' handler exists and reads streams",
                    FUNCTION + "Handler",
                    "dev.taly.activity.app.Alerts::handleRequest"),
            remove("the alerts' variables are those that their settings read", VARIABLES + "CONFIG_DIR"),
            set(PARTS, VARIABLES + "ALERT_STATES_BUCKET", Map.of("Ref", "Bucket")),
            set(PARTS, VARIABLES + "TOPIC_ARN", Map.of("Ref", "AlertTopic")),
            add(RIGHTS, ROLE + "0/Action", "sqs:PurgeQueue"),
            set(RIGHTS, ROLE + "2/Action", List.of("s3:GetObject", "s3:PutObject")),
            set(RIGHTS, ROLE + "3/Resource", Mistakes.sub("${Bucket.Arn}/states/*")),
            remove(RIGHTS, ROLE + "4"),
            remove(PASSES, STATES + "LifecycleConfiguration"),
            set(PASSES, STATES + "LifecycleConfiguration/Rules/0/ExpirationInDays", 7),
            set(PASSES, STATES + "PublicAccessBlockConfiguration/BlockPublicPolicy", false),
            set(PASSES, STATES + "ObjectLockEnabled", true),
            set(LOOKS_ON, WATCHER + "0/Resource", attribute("Queue", "Arn")),
            remove(TAPS, WATCHER + "0/Action/8"),
            remove(TAPS, WATCHER + "2/Action/1"),
            set("nothing is allowed by a wildcard", WATCHER + "1/Resource", "*"),
            add("nothing is allowed by a wildcard", WATCHER + "2/Action", "sqs:PurgeQueue"),
            remove(WORKS, WORKER + "4"),
            add(WORKS, WORKER + "0/Action", "sqs:PurgeQueue"));

    private WatchMistakes() {}
}
