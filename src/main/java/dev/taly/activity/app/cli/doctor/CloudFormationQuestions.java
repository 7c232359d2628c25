package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** What CloudFormation is asked. */
final class CloudFormationQuestions {
    static final String STACK = "AWS::StackName";

    private static final String NO_SUCH_STACK = "ValidationError";

    private CloudFormationQuestions() {}

    /** Nothing where there is no such stack. */
    static Question<Optional<Stack>> stack(String name) {
        return Question.of("cloudformation:DescribeStacks", STACK, aws -> {
            try {
                return aws.cloudFormation().describeStacks(describe -> describe.stackName(name)).stacks().stream()
                        .findFirst();
            } catch (CloudFormationException e) {
                if (e.awsErrorDetails() != null
                        && NO_SUCH_STACK.equals(e.awsErrorDetails().errorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    static Question<List<StackResource>> resources(String name) {
        return Question.of(
                "cloudformation:DescribeStackResources",
                STACK,
                aws -> aws.cloudFormation()
                        .describeStackResources(describe -> describe.stackName(name))
                        .stackResources());
    }
}
