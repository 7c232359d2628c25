package dev.taly.activity.template;

import dev.taly.activity.watch.metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Alarms that ring, and only for those who want them. */
final class AlarmRules {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    /** What in an expression is no function, and no number. */
    private static final Pattern NAME = Pattern.compile("\\b[a-z][A-Za-z0-9_]*");

    private static final Set<String> ON_SILENCE = Set.of("QuarantineSilentAlarm", "AlertsSilentAlarm");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every alarm watches a real metric",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(
                                    watched(alarm).stream().allMatch(AlarmRules::isReal)
                                            && !watched(alarm).isEmpty(),
                                    id))),
            new Rule(
                    "every alarm has the dimension of its metric",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(
                                    watched(alarm).stream().allMatch(metric -> hasDimension(template, metric)), id))),
            new Rule(
                    "an alarm's expression knows its names and gives one series",
                    (template, findings) -> template.resources(ALARM).forEach((id, alarm) -> {
                        if (alarm.at("Metrics").exists()) {
                            findings.expect(isSound(alarm.at("Metrics").items()), id);
                        }
                    })),
            Rule.that(
                    "a full queue of which nothing is stored rings, also when no figures come",
                    template -> watches(template, "NothingStoredAlarm", "EventsStored")
                            && watches(template, "NothingStoredAlarm", "ApproximateNumberOfMessagesVisible")
                            && expression(template, "NothingStoredAlarm")
                                    .equals("IF(waiting > 0 AND SUM([zero, stored]) == 0, 1, 0)")),
            Rule.that(
                    "many refused events ring",
                    template -> watches(template, "RejectedAlarm", "EventsRejected")
                            && watches(template, "RejectedAlarm", "EventsStored")
                            && template.properties("RejectedAlarm")
                                    .at("Threshold")
                                    .isRef("RejectedPercent")),
            Rule.that(
                    "slow events ring, and a window that was chosen does not",
                    template -> watches(template, "LatencyAlarm", "QueueToStore")
                            && template.properties("LatencyAlarm")
                                    .at("ExtendedStatistic")
                                    .is("p95")
                            && template.properties("LatencyAlarm")
                                    .at("Threshold")
                                    .isRef("LatencySeconds")
                            && template.at("Parameters", "LatencySeconds", "Default")
                                            .number()
                                    > template.at("Parameters", "BatchWindowSeconds", "MaxValue")
                                            .number()),
            new Rule(
                    "every alarm needs and tells the alarm topic",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(
                                    Set.of("HasAlarmTopic", "HasAlertAlarms")
                                                    .contains(template.resource(id)
                                                            .at("Condition")
                                                            .text())
                                            && alarm.at("AlarmActions").items().stream()
                                                    .anyMatch(action -> action.isRef("AlarmTopicArn"))
                                            && !alarm.at("AlarmDescription")
                                                    .text()
                                                    .isEmpty(),
                                    id))),
            new Rule(
                    "silence is no alarm, but of what must run",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(
                                    alarm.at("TreatMissingData")
                                            .is(ON_SILENCE.contains(id) ? "breaching" : "notBreaching"),
                                    id))),
            new Rule("dead letters, age, errors and throttles ring", (template, findings) -> {
                List.of("DeadLetterQueue", "UndeliveredQueue")
                        .forEach(queue ->
                                findings.expect(watched(template, "ApproximateNumberOfMessagesVisible", queue), queue));
                List.of("Queue", "DeadLetterQueue")
                        .forEach(queue -> findings.expect(
                                watched(template, "ApproximateAgeOfOldestMessage", queue), queue + " age"));
                List.of("Errors", "Throttles")
                        .forEach(metric -> findings.expect(watched(template, metric, "Consumer"), metric));
            }),
            Rule.that(
                    "dead letters ring before they expire",
                    template -> template.properties("DeadLettersExpireAlarm")
                                    .at("Threshold")
                                    .number()
                            < template.properties("DeadLetterQueue")
                                    .at("MessageRetentionPeriod")
                                    .number()));

    private AlarmRules() {}

    /** What it watches: one metric, or those of its expression. */
    private static List<Node> watched(Node alarm) {
        return alarm.at("Metrics").exists()
                ? alarm.at("Metrics").items().stream()
                        .map(item -> item.at("MetricStat", "Metric"))
                        .filter(Node::exists)
                        .toList()
                : List.of(alarm);
    }

    private static boolean isReal(Node metric) {
        return RealNames.METRICS
                .getOrDefault(metric.at("Namespace").text(), Set.of())
                .contains(metric.at("MetricName").text());
    }

    private static boolean watches(Node template, String alarm, String metric) {
        return watched(template.properties(alarm)).stream()
                .anyMatch(watched -> watched.at("MetricName").is(metric));
    }

    private static String expression(Node template, String alarm) {
        return template.properties(alarm).at("Metrics").items().stream()
                .filter(item -> item.at("ReturnData").is(true))
                .map(item -> item.at("Expression").text())
                .findFirst()
                .orElse("");
    }

    private static boolean isSound(List<Node> metrics) {
        Set<String> ids = metrics.stream().map(item -> item.at("Id").text()).collect(Collectors.toSet());
        return metrics.stream().filter(item -> item.at("ReturnData").is(true)).count() == 1
                && ids.size() == metrics.size()
                && metrics.stream()
                        .flatMap(item ->
                                NAME.matcher(item.at("Expression").text()).results())
                        .allMatch(name -> ids.contains(name.group()));
    }

    private static boolean watched(Node template, String metric, String resource) {
        return template.resources(ALARM).values().stream()
                .anyMatch(alarm -> alarm.at("MetricName").is(metric)
                        && alarm.at("ComparisonOperator").is("GreaterThanThreshold")
                        && isOf(alarm.at("Dimensions"), resource));
    }

    private static boolean isOf(Node dimensions, String resource) {
        return dimensions.items().stream()
                .map(dimension -> dimension.at("Value"))
                .anyMatch(value -> value.isRef(resource) || value.isAttribute(resource, "QueueName"));
    }

    /** A dimension that the namespace does not have gives an alarm that never rings. */
    private static boolean hasDimension(Node template, Node alarm) {
        Map<String, String> names =
                Map.of("AWS/SQS", "QueueName", "AWS/Lambda", "FunctionName", "AWS/ApiGateway", "ApiId");
        List<Node> dimensions = alarm.at("Dimensions").items();
        if (alarm.at("Namespace").is(Metric.NAMESPACE)) {
            return dimensions.size() == 1
                    && dimensions.get(0).at("Name").is(Metric.STACK)
                    && dimensions.get(0).at("Value").isRef("AWS::StackName");
        }
        if (dimensions.size() != 1
                || !dimensions
                        .get(0)
                        .at("Name")
                        .is(names.getOrDefault(alarm.at("Namespace").text(), "none"))) {
            return false;
        }
        Map<String, String> types = Map.of(
                "AWS/SQS", "AWS::SQS::Queue",
                "AWS/Lambda", "AWS::Serverless::Function",
                "AWS/ApiGateway", "AWS::ApiGatewayV2::Api");
        return template.resources(types.get(alarm.at("Namespace").text())).keySet().stream()
                .anyMatch(id -> isOf(alarm.at("Dimensions"), id));
    }
}
