package dev.taly.activity.template;

import java.util.List;
import java.util.stream.Stream;

/** The statements of the template's policies. */
final class Statements {
    private Statements() {}

    /** Of roles and managed policies: what somebody may do. */
    static List<Node> ofIdentities(Node template) {
        Stream<Node> roles = template.resources("AWS::IAM::Role").values().stream()
                .flatMap(role -> role.at("Policies").items().stream());
        Stream<Node> managed = template.resources("AWS::IAM::ManagedPolicy").values().stream();
        return Stream.concat(roles, managed).flatMap(Statements::of).toList();
    }

    /** Of queues, topics and buckets: who may do something with them. */
    static List<Node> ofResources(Node template) {
        return Stream.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy")
                .flatMap(type -> template.resources(type).values().stream())
                .flatMap(Statements::of)
                .toList();
    }

    static List<Node> all(Node template) {
        return Stream.concat(ofIdentities(template).stream(), ofResources(template).stream())
                .toList();
    }

    /** Of the one policy that is attached to the resource by that property; none if there are two, as the later one wins. */
    static List<Node> attachedTo(Node template, String type, String property, String resource) {
        List<Node> policies = template.resources(type).values().stream()
                .filter(policy -> policy.at(property).items().stream().anyMatch(to -> to.isRef(resource)))
                .toList();
        return policies.size() == 1 ? of(policies.get(0)).toList() : List.of();
    }

    private static Stream<Node> of(Node policy) {
        return policy.at("PolicyDocument", "Statement").items().stream();
    }

    static List<String> actions(Node statement) {
        return statement.at("Action").items().stream().map(Node::text).toList();
    }

    static boolean isAllow(Node statement) {
        return statement.at("Effect").is("Allow");
    }

    /** Whether it denies the actions to everybody, whatever else it says. */
    static boolean deniesAll(Node statement, String... actions) {
        return statement.at("Effect").is("Deny")
                && statement.at("Principal").is("*")
                && actions(statement).containsAll(List.of(actions));
    }
}
