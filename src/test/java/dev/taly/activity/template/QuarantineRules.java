package dev.taly.activity.template;

import dev.taly.activity.app.QuarantineSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The function that keeps dead letters, and the people who work on them. */
final class QuarantineRules {
    private static final Map<String, String> VARIABLES = Map.of(
            "BUCKET", "activity-log",
            "DLQ_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-dlq",
            "UNDELIVERED_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-undelivered",
            "PSEUDONYM_KEYS", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:keys-1x2y3z");
    private static final int DAYS_THAT_SQS_KEEPS = 14;

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the keeper's handler exists and reads streams",
                    template -> FunctionRules.handlerExists(template, "Quarantine")),
            Rule.that(
                    "the keeper's variables are those that its settings read",
                    template -> variables(template)
                            .keySet()
                            .equals(FunctionRules.withMetrics(FunctionRules.read(QuarantineSettings::of, VARIABLES)))),
            Rule.that(
                    "the keeper's variables name the bucket and both queues",
                    template -> isRef(template, "BUCKET", "Bucket")
                            && isRef(template, "DLQ_URL", "DeadLetterQueue")
                            && isRef(template, "UNDELIVERED_URL", "UndeliveredQueue")
                            && isRef(template, "PSEUDONYM_KEYS", "PseudonymKeys")),
            Rule.that("the keeper's settings accept every age", QuarantineRules::settingsAccept),
            Rule.that(
                    "a letter is kept two days before SQS deletes it, at the latest",
                    template -> template.at("Parameters", "DeadLetterArchiveDays", "MaxValue")
                                    .number()
                            <= DAYS_THAT_SQS_KEEPS - 2),
            Rule.that(
                    "the keeper runs twice a day",
                    template -> template.properties("QuarantineSchedule")
                                    .at("ScheduleExpression")
                                    .is("rate(12 hours)")
                            && !template.properties("QuarantineSchedule")
                                    .at("State")
                                    .is("DISABLED")
                            && template.properties("QuarantineSchedule")
                                    .at("Target", "Arn")
                                    .isAttribute("Quarantine", "Arn")
                            && template.properties("QuarantineSchedule")
                                    .at("Target", "RoleArn")
                                    .isAttribute("QuarantineScheduleRole", "Arn")),
            Rule.that(
                    "the schedule may start the keeper and no more",
                    template -> grantedTo(template, "QuarantineScheduleRole")
                            .equals(Set.of("lambda:InvokeFunction on Fn::GetAtt=[Quarantine, Arn]"))),
            Rule.that(
                    "the keeper may look and write, and not delete",
                    template -> template.properties("Quarantine").at("Role").isAttribute("QuarantineRole", "Arn")
                            && !template.properties("Quarantine").at("Policies").exists()
                            && grantedTo(template, "QuarantineRole")
                                    .equals(Set.of(
                                            "sqs:ReceiveMessage on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                            "sqs:ReceiveMessage on Fn::GetAtt=[UndeliveredQueue, Arn]",
                                            "sqs:ChangeMessageVisibility on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                            "sqs:ChangeMessageVisibility on Fn::GetAtt=[UndeliveredQueue, Arn]",
                                            "sqs:GetQueueAttributes on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                            "sqs:GetQueueAttributes on Fn::GetAtt=[UndeliveredQueue, Arn]",
                                            "s3:PutObject on Fn::Sub=${Bucket.Arn}/quarantine/*",
                                            "s3:GetObject on Fn::Sub=${Bucket.Arn}/quarantine/*",
                                            "s3:ListBucket on Fn::GetAtt=[Bucket, Arn]",
                                            "secretsmanager:GetSecretValue on Ref=PseudonymKeys",
                                            "logs:CreateLogStream on Fn::GetAtt=[QuarantineLogs, Arn]",
                                            "logs:PutLogEvents on Fn::GetAtt=[QuarantineLogs, Arn]"))),
            new Rule(
                    "nobody but auditors and the doctor lists more than the quarantine",
                    (template, findings) -> Statements.all(template).stream()
                            .filter(Statements::isAllow)
                            .filter(statement -> Statements.actions(statement).contains("s3:ListBucket"))
                            .filter(statement ->
                                    !statement.path().matches("Resources\\.((Tenant)?Auditor|Doctor)Policy\\..*"))
                            .filter(statement -> !statement.at("Resource").isAttribute("AlertStates", "Arn"))
                            .forEach(statement -> findings.expect(
                                    Map.of("StringLike", Map.of("s3:prefix", "quarantine/*"))
                                            .equals(statement.at("Condition").value()),
                                    statement.path()))),
            Rule.that(
                    "operators see dead letters and no stored event",
                    template -> PolicyRules.granted(template.properties("OperatorPolicy")).stream()
                            .allMatch(QuarantineRules::isAboutDeadLetters)),
            Rule.that(
                    "operators can do what their commands do",
                    template -> PolicyRules.granted(template.properties("OperatorPolicy"))
                            .containsAll(Set.of(
                                    "sqs:ReceiveMessage on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:ChangeMessageVisibility on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:DeleteMessage on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:SendMessage on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:GetQueueUrl on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:GetQueueAttributes on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:ListDeadLetterSourceQueues on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:StartMessageMoveTask on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:ListMessageMoveTasks on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:CancelMessageMoveTask on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:SendMessage on Fn::GetAtt=[Queue, Arn]",
                                    "s3:PutObject on Fn::Sub=${Bucket.Arn}/quarantine/*",
                                    "s3:GetObject on Fn::Sub=${Bucket.Arn}/quarantine/*",
                                    "s3:ListBucket on Fn::GetAtt=[Bucket, Arn]"))),
            Rule.that(
                    "kept letters expire after the retention",
                    template -> template.properties("Bucket").at("LifecycleConfiguration", "Rules").items().stream()
                            .anyMatch(rule -> rule.at("Prefix").is("quarantine/")
                                    && rule.at("ExpirationInDays").isRef("RetentionDays"))),
            Rule.that(
                    "a keeper that fails rings, and one that does not run",
                    template -> watches(template, "QuarantineErrorsAlarm", "Errors")
                            && watches(template, "QuarantineSilentAlarm", "Invocations")
                            && template.properties("QuarantineSilentAlarm")
                                    .at("ComparisonOperator")
                                    .is("LessThanThreshold")));

    private QuarantineRules() {}

    private static boolean watches(Node template, String alarm, String metric) {
        return template.properties(alarm).at("MetricName").is(metric)
                && template.properties(alarm).at("Dimensions").items().stream()
                        .anyMatch(dimension -> dimension.at("Value").isRef("Quarantine"));
    }

    private static boolean isAboutDeadLetters(String grant) {
        return Stream.of(
                        "sqs:[A-Za-z]+ on .*\\[DeadLetterQueue, Arn]",
                        "sqs:[A-Za-z]+ on .*\\[UndeliveredQueue, Arn]",
                        "sqs:(SendMessage|GetQueueUrl|GetQueueAttributes) on .*\\[Queue, Arn]",
                        "s3:(PutObject|GetObject) on Fn::Sub=.*/quarantine/\\*",
                        "s3:ListBucket on Fn::GetAtt=\\[Bucket, Arn]")
                .anyMatch(grant::matches);
    }

    private static Map<String, Node> variables(Node template) {
        return template.properties("Quarantine").at("Environment", "Variables").entries();
    }

    private static boolean isRef(Node template, String variable, String resource) {
        return variables(template).containsKey(variable)
                && variables(template).get(variable).isRef(resource);
    }

    private static boolean settingsAccept(Node template) {
        Node days = template.at("Parameters", "DeadLetterArchiveDays");
        for (String value : List.of("MinValue", "MaxValue", "Default")) {
            Map<String, String> variables = new TreeMap<>(VARIABLES);
            variables.put("ARCHIVE_AFTER_DAYS", days.at(value).text());
            try {
                QuarantineSettings.of(variables);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> grantedTo(Node template, String role) {
        List<Node> policies = template.properties(role).at("Policies").items();
        return policies.size() == 1 ? PolicyRules.granted(policies.get(0)) : Set.of();
    }
}
