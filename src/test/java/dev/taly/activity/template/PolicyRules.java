package dev.taly.activity.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may do what. */
final class PolicyRules {
    /** Of which AWS lets none be narrowed down to a resource. */
    private static final Set<Set<String>> UNNARROWED = Set.of(
            Set.of("sqs:ListQueues", "sns:Unsubscribe"),
            Set.of("sns:GetSubscriptionAttributes", "cloudwatch:GetMetricStatistics"));

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every action is a real one",
                    (template, findings) -> Statements.all(template).stream()
                            .flatMap(statement -> Statements.actions(statement).stream())
                            .filter(action -> !RealNames.ACTIONS.contains(action.toLowerCase(Locale.ROOT)))
                            .forEach(action -> findings.expect(false, action))),
            new Rule(
                    "nothing is allowed by a wildcard",
                    (template, findings) -> Statements.all(template).stream()
                            .filter(Statements::isAllow)
                            .filter(statement -> !UNNARROWED.contains(Set.copyOf(Statements.actions(statement))))
                            .forEach(statement -> findings.expect(isExact(statement), statement.path()))),
            new Rule(
                    "no broad policies of SAM or AWS",
                    (template, findings) -> template.everything()
                            .filter(node -> node.path().contains("S3WritePolicy")
                                    || node.path().contains("S3CrudPolicy")
                                    || node.path().contains("ManagedPolicyArns")
                                    || node.text().contains(":policy/"))
                            .forEach(node -> findings.expect(false, node.path()))),
            Rule.that(
                    "the consumer has its own role",
                    template -> template.properties("Consumer").at("Role").isAttribute("ConsumerRole", "Arn")
                            && !template.properties("Consumer").at("Policies").exists()
                            && template.resource("ConsumerRole").at("Type").is("AWS::IAM::Role")),
            Rule.that("the consumer may do what it must and no more", PolicyRules::consumerMayDoItsWork),
            Rule.that(
                    "publishers may publish and no more",
                    template ->
                            granted(template.properties("PublisherPolicy")).equals(Set.of("sns:Publish on Ref=Topic"))),
            new Rule(
                    "only the topic may send to its queues",
                    (template, findings) -> List.of("Queue", "UndeliveredQueue")
                            .forEach(queue -> findings.expect(onlyTheTopicSends(template, queue), queue))),
            Rule.that(
                    "nobody is invited to the dead letter queue",
                    template ->
                            Statements.attachedTo(template, "AWS::SQS::QueuePolicy", "Queues", "DeadLetterQueue")
                                    .stream()
                                    .noneMatch(Statements::isAllow)),
            new Rule("TLS only", (template, findings) -> {
                template.resources("AWS::SQS::Queue")
                        .keySet()
                        .forEach(queue -> findings.expect(
                                Statements.attachedTo(template, "AWS::SQS::QueuePolicy", "Queues", queue).stream()
                                        .anyMatch(statement -> isTlsOnly(statement, "sqs:*")
                                                && statement.at("Resource").isAttribute(queue, "Arn")),
                                queue));
                template.resources("AWS::SNS::Topic")
                        .keySet()
                        .forEach(topic -> findings.expect(
                                Statements.attachedTo(template, "AWS::SNS::TopicPolicy", "Topics", topic).stream()
                                        .anyMatch(statement -> isTlsOnly(statement, "sns:Publish")
                                                && statement.at("Resource").isRef(topic)),
                                topic));
                template.resources("AWS::S3::Bucket")
                        .keySet()
                        .forEach(bucket -> findings.expect(
                                Statements.attachedTo(template, "AWS::S3::BucketPolicy", "Bucket", bucket).stream()
                                        .anyMatch(statement -> isTlsOnly(statement, "s3:*")
                                                && isBucketAndObjects(statement.at("Resource"), bucket)),
                                bucket));
            }));

    private PolicyRules() {}

    private static boolean isExact(Node statement) {
        return !statement.at("NotAction").exists()
                && !statement.at("NotResource").exists()
                && !statement.at("NotPrincipal").exists()
                && statement.at("Principal").everything().noneMatch(principal -> principal.is("*"))
                && Statements.actions(statement).stream().noneMatch(action -> action.contains("*"))
                && statement.at("Resource").items().stream().noneMatch(PolicyRules::isWild);
    }

    /** A prefix in a bucket or of names is exact enough: keys, the names of taps, and the stack's own id, are made at run time. */
    private static boolean isWild(Node resource) {
        String text = resource.text() + resource.at("Fn::Sub").text();
        return text.contains("*")
                && !text.matches("\\$\\{(Bucket|AlertStates)\\.Arn}/[a-z]+/\\*")
                && !text.equals("${Bucket.Arn}/events/tenant=operations/*")
                && !text.endsWith(":${AWS::AccountId}:activity-tap-*")
                && !text.endsWith(":${AWS::AccountId}:stack/${AWS::StackName}/*")
                && !text.endsWith(":${AWS::AccountId}:alarm:${AWS::StackName}-*")
                && !text.equals("${Bucket.Arn}/" + AuditRules.OWN_EVENTS.replace("${", "${!"));
    }

    private static boolean consumerMayDoItsWork(Node template) {
        return granted(template.properties("ConsumerRole").at("Policies").items().stream()
                                .findFirst()
                                .orElse(template.at("nothing")))
                        .equals(Set.of(
                                "sqs:ReceiveMessage on Fn::GetAtt=[Queue, Arn]",
                                "sqs:DeleteMessage on Fn::GetAtt=[Queue, Arn]",
                                "sqs:GetQueueAttributes on Fn::GetAtt=[Queue, Arn]",
                                "sqs:SendMessage on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                "s3:PutObject on Fn::Sub=${Bucket.Arn}/events/*",
                                "s3:GetObject on Fn::Sub=${Bucket.Arn}/events/*",
                                "s3:PutObjectRetention on Fn::Sub=${Bucket.Arn}/events/*",
                                "s3:PutObject on Fn::Sub=${Bucket.Arn}/receipts/*",
                                "s3:GetObject on Fn::Sub=${Bucket.Arn}/receipts/*",
                                "secretsmanager:GetSecretValue on Ref=PseudonymKeys",
                                "logs:CreateLogStream on Fn::GetAtt=[ConsumerLogs, Arn]",
                                "logs:PutLogEvents on Fn::GetAtt=[ConsumerLogs, Arn]"))
                && template.properties("ConsumerRole").at("Policies").items().size() == 1;
    }

    static Set<String> granted(Node policy) {
        Set<String> granted = new TreeSet<>();
        for (Node statement : policy.at("PolicyDocument", "Statement").items()) {
            for (String action : Statements.actions(statement)) {
                for (Node resource : statement.at("Resource").items()) {
                    granted.add(statement.at("Effect").text().replace("Allow", "")
                            + action
                            + " on "
                            + resource.value().toString().replaceAll("^\\{|}$", ""));
                }
            }
        }
        return granted;
    }

    private static boolean onlyTheTopicSends(Node template, String queue) {
        List<Node> allowed = Statements.attachedTo(template, "AWS::SQS::QueuePolicy", "Queues", queue).stream()
                .filter(Statements::isAllow)
                .toList();
        return allowed.size() == 1
                && Map.of("Service", "sns.amazonaws.com")
                        .equals(allowed.get(0).at("Principal").value())
                && Statements.actions(allowed.get(0)).equals(List.of("sqs:SendMessage"))
                && allowed.get(0).at("Resource").isAttribute(queue, "Arn")
                && Map.of("ArnEquals", Map.of("aws:SourceArn", Map.of("Ref", "Topic")))
                        .equals(allowed.get(0).at("Condition").value());
    }

    private static boolean isTlsOnly(Node statement, String actions) {
        return Statements.deniesAll(statement, actions)
                && Map.of("Bool", Map.of("aws:SecureTransport", "false"))
                        .equals(statement.at("Condition").value());
    }

    private static boolean isBucketAndObjects(Node resources, String bucket) {
        return resources.items().stream().anyMatch(resource -> resource.isAttribute(bucket, "Arn"))
                && resources.items().stream().anyMatch(resource -> resource.isSub("${" + bucket + ".Arn}/*"));
    }
}
