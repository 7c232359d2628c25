package dev.taly.activity.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alarms that ring, and only for those who want them. */
final class AlarmRules {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String ON_SILENCE = "QuarantineSilentAlarm";

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every alarm watches a real metric",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(
                                    RealNames.METRICS
                                            .getOrDefault(alarm.at("Namespace").text(), Set.of())
                                            .contains(alarm.at("MetricName").text()),
                                    id))),
            new Rule(
                    "every alarm has the dimension of its metric",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(hasDimension(template, alarm), id))),
            new Rule(
                    "every alarm needs and tells the alarm topic",
                    (template, findings) -> template.resources(ALARM)
                            .forEach((id, alarm) -> findings.expect(
                                    template.resource(id).at("Condition").is("HasAlarmTopic")
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
                                            .is(id.equals(ON_SILENCE) ? "breaching" : "notBreaching"),
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
