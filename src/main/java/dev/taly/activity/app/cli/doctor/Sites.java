package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** Finds out what a stack is made of. */
final class Sites {
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    private Sites() {}

    /**
     * The stack of that name, by CloudFormation.
     *
     * @throws CommandFailure if there is none, or it may not be asked for
     */
    static Site deployed(String name, Account account, Optional<URI> endpoint) {
        try {
            Stack stack = account.ask(CloudFormationQuestions.stack(name))
                    .orElseThrow(() -> new CommandFailure(
                            "there is no stack " + name + " in this account and region",
                            "Name it with --stack; AWS_REGION and AWS_PROFILE say where."));
            return of(stack, account.ask(CloudFormationQuestions.resources(name)), endpoint);
        } catch (UnansweredException e) {
            throw new CommandFailure(
                    "the stack " + name + " cannot be looked at: " + e.why(),
                    "The rights are the stack's DoctorPolicy; AWS_REGION and AWS_PROFILE say where it is.",
                    e);
        }
    }

    static Site of(Stack stack, List<StackResource> resources, Optional<URI> endpoint) {
        Map<String, String> parameters = new HashMap<>();
        stack.parameters().forEach(parameter -> parameters.put(parameter.parameterKey(), parameter.parameterValue()));
        Map<String, String> parts = new HashMap<>();
        resources.stream()
                .filter(Sites::isThere)
                .forEach(resource -> parts.put(resource.logicalResourceId(), resource.physicalResourceId()));
        return new Site(
                stack.stackName(),
                Optional.of(stack.stackStatusAsString()),
                parts,
                resources.stream()
                        .filter(resource ->
                                isThere(resource) && resource.resourceType().equals(ALARM))
                        .map(StackResource::physicalResourceId)
                        .toList(),
                parameters,
                endpoint,
                DeploymentTemplate.shipped().sourceMapping());
    }

    /** The local stack. */
    static Site local(LocalEndpoints at, Path data) {
        return new Site(
                "local stack of " + data,
                Optional.empty(),
                Map.of(
                        SnsQuestions.TOPIC, at.topicArn(),
                        SqsQuestions.QUEUE, at.queueUrl(),
                        SqsQuestions.DEAD_LETTERS, at.dlqUrl(),
                        S3Questions.BUCKET, at.bucket()),
                List.of(),
                Map.of(),
                Optional.of(at.snsEndpoint()),
                DeployedStack.wiring());
    }

    private static boolean isThere(StackResource resource) {
        return resource.physicalResourceId() != null && resource.resourceStatus() != ResourceStatus.DELETE_COMPLETE;
    }
}
