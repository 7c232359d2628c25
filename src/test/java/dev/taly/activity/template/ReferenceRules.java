package dev.taly.activity.template;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names: what is referred to exists, what exists is used, and two stacks do not meet. */
final class ReferenceRules {
    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([^!}][^}]*)}");

    /** What a resource of a type can be asked for by {@code !GetAtt}; of those that this template has. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "AWS::SQS::Queue", Set.of("Arn", "QueueName", "QueueUrl"),
            "AWS::SNS::Topic", Set.of("TopicArn", "TopicName"),
            "AWS::S3::Bucket", Set.of("Arn", "DomainName", "RegionalDomainName"),
            "AWS::IAM::Role", Set.of("Arn", "RoleId"),
            "AWS::Logs::LogGroup", Set.of("Arn"),
            "AWS::Events::Rule", Set.of("Arn"),
            "AWS::ApiGatewayV2::Api", Set.of("ApiEndpoint", "ApiId"),
            "AWS::Serverless::Function", Set.of("Arn"));

    private static final List<String> NAMES =
            List.of("TopicName", "QueueName", "FunctionName", "LogGroupName", "AlarmName", "BucketName", "RoleName");

    /** Their FunctionName is another's. */
    private static final Set<String> REFER_BY_NAME =
            Set.of("AWS::Lambda::EventSourceMapping", "AWS::Lambda::Permission");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every reference names a thing that exists",
                    (template, findings) -> template.everything()
                            .flatMap(ReferenceRules::references)
                            .filter(reference -> !exists(template, reference))
                            .forEach(reference -> findings.expect(false, reference))),
            new Rule("every condition and dependency exists", (template, findings) -> {
                template.at("Resources").entries().values().forEach(resource -> {
                    resource.at("DependsOn")
                            .items()
                            .forEach(id ->
                                    findings.expect(template.resource(id.text()).exists(), id.text()));
                    resource.at("Condition")
                            .items()
                            .forEach(id -> findings.expect(
                                    template.at("Conditions", id.text()).exists(), id.text()));
                });
            }),
            new Rule("what is always there needs nothing that may be left out", ConditionRules::check),
            new Rule("every parameter is used", (template, findings) -> {
                Set<String> used = Stream.of("Resources", "Conditions", "Outputs")
                        .flatMap(section -> template.at(section).everything())
                        .flatMap(ReferenceRules::references)
                        .collect(Collectors.toSet());
                template.at("Parameters")
                        .entries()
                        .keySet()
                        .forEach(name -> findings.expect(used.contains(name), name));
            }),
            new Rule(
                    "every parameter has a description and constraints",
                    (template, findings) -> template.at("Parameters")
                            .entries()
                            .forEach((name, parameter) -> findings.expect(
                                    !parameter.at("Description").text().isEmpty() && isConstrained(parameter), name))),
            new Rule(
                    "every parameter has a default that its constraints allow",
                    (template, findings) -> template.at("Parameters")
                            .entries()
                            .forEach((name, parameter) ->
                                    findings.expect(allows(parameter, parameter.at("Default")), name))),
            new Rule(
                    "names begin with the stack's",
                    (template, findings) -> template.at("Resources")
                            .entries()
                            .forEach((id, resource) -> NAMES.forEach(name -> {
                                Node given = resource.at("Properties", name);
                                boolean isReference = REFER_BY_NAME.contains(
                                        resource.at("Type").text());
                                findings.expect(
                                        !given.exists()
                                                || isReference
                                                || given.at("Fn::Sub")
                                                        .text()
                                                        .matches("(/aws/(lambda|http)/)?\\$\\{AWS::StackName}(-.+)?"),
                                        given.path());
                            }))),
            Rule.that("names differ", ReferenceRules::namesDiffer),
            Rule.that(
                    "the bucket's name is CloudFormation's",
                    template -> !template.properties("Bucket").at("BucketName").exists()),
            Rule.that(
                    "what others need is an output",
                    template -> new TreeSet<>(template.at("Outputs").entries().keySet())
                            .containsAll(List.of(
                                    "TopicArn",
                                    "QueueUrl",
                                    "DeadLetterQueueUrl",
                                    "BucketName",
                                    "PublisherPolicyArn"))));

    private ReferenceRules() {}

    private static boolean namesDiffer(Node template) {
        Set<String> seen = new HashSet<>();
        for (Node resource : template.at("Resources").entries().values()) {
            for (String name : NAMES) {
                Node given = resource.at("Properties", name);
                boolean names = given.exists()
                        && !REFER_BY_NAME.contains(resource.at("Type").text());
                if (names && !seen.add(resource.at("Type").text() + " " + given.value())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** As {@code Queue}, or as {@code Queue.Arn}. */
    static Stream<String> references(Node node) {
        if (node.path().endsWith(".Ref")) {
            return Stream.of(node.text());
        }
        if (node.path().endsWith(".Fn::GetAtt")) {
            return Stream.of(node.items().stream().map(Node::text).collect(Collectors.joining(".")));
        }
        if (node.path().endsWith(".Fn::Sub")) {
            return IN_TEXT.matcher(node.text()).results().map(result -> result.group(1));
        }
        return Stream.of();
    }

    private static boolean exists(Node template, String reference) {
        if (reference.startsWith("AWS::")) {
            return Set.of("AWS::NoValue", "AWS::StackName", "AWS::Region", "AWS::AccountId", "AWS::Partition")
                    .contains(reference);
        }
        String[] parts = reference.split("\\.", 2);
        Node resource = template.resource(parts[0]);
        if (parts.length == 1) {
            return resource.exists() || template.at("Parameters", reference).exists();
        }
        if (parts[1].equals("Alias")) {
            return resource.at("Properties", "AutoPublishAlias").exists();
        }
        return ATTRIBUTES.getOrDefault(resource.at("Type").text(), Set.of()).contains(parts[1]);
    }

    private static boolean isConstrained(Node parameter) {
        return parameter.at("AllowedValues").exists()
                || parameter.at("AllowedPattern").exists()
                || (parameter.at("MinValue").exists()
                        && parameter.at("MaxValue").exists());
    }

    /** Whether CloudFormation takes that value for the parameter. */
    static boolean allows(Node parameter, Node value) {
        if (!value.exists() || (parameter.at("Type").is("Number") && value.number() == Long.MIN_VALUE)) {
            return false;
        }
        Node values = parameter.at("AllowedValues");
        Node pattern = parameter.at("AllowedPattern");
        Node min = parameter.at("MinValue");
        Node max = parameter.at("MaxValue");
        return (!values.exists() || values.items().stream().anyMatch(allowed -> allowed.is(value.text())))
                && (!pattern.exists() || value.text().matches(pattern.text()))
                && (!min.exists() || value.number() >= min.number())
                && (!max.exists() || value.number() <= max.number());
    }
}
