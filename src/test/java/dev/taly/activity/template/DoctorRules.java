package dev.taly.activity.template;

import java.util.List;
import java.util.Set;

/** Who looks at the stack from outside. */
final class DoctorRules {
    private static final String POLICY = "DoctorPolicy";
    private static final String ACCOUNT = "${AWS::Region}:${AWS::AccountId}:";

    /** What the doctor looks for is in the log of operations alone. */
    private static final String OWN_EVENTS = "events/tenant=operations/*";

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the doctor looks, publishes, and finds its own event, and no more",
                    template -> PolicyRules.granted(template.properties(POLICY))
                            .equals(Set.of(
                                    "cloudformation:DescribeStacks on " + stack(),
                                    "cloudformation:DescribeStackResources on " + stack(),
                                    "sns:GetTopicAttributes on Ref=Topic",
                                    "sns:ListSubscriptionsByTopic on Ref=Topic",
                                    "sns:Publish on Ref=Topic",
                                    "sns:GetSubscriptionAttributes on *",
                                    "sqs:GetQueueAttributes on Fn::GetAtt=[Queue, Arn]",
                                    "sqs:GetQueueAttributes on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:GetQueueAttributes on Fn::GetAtt=[UndeliveredQueue, Arn]",
                                    "sqs:ReceiveMessage on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "sqs:ChangeMessageVisibility on Fn::GetAtt=[DeadLetterQueue, Arn]",
                                    "lambda:GetFunctionConfiguration on Fn::GetAtt=[Consumer, Arn]",
                                    "lambda:GetFunctionConfiguration on Ref=Consumer.Alias",
                                    "lambda:GetFunctionConcurrency on Fn::GetAtt=[Consumer, Arn]",
                                    "lambda:GetFunctionConcurrency on Ref=Consumer.Alias",
                                    "lambda:GetEventSourceMapping on Fn::Sub=arn:${AWS::Partition}:lambda:" + ACCOUNT
                                            + "event-source-mapping:${ConsumerSource}",
                                    "s3:GetBucketObjectLockConfiguration on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:GetBucketVersioning on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:GetLifecycleConfiguration on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:GetEncryptionConfiguration on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:GetBucketPublicAccessBlock on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:GetBucketPolicy on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:ListBucket on Fn::GetAtt=[Bucket, Arn]",
                                    "s3:GetObject on Fn::Sub=${Bucket.Arn}/" + OWN_EVENTS,
                                    "cloudwatch:DescribeAlarms on Fn::Sub=arn:${AWS::Partition}:cloudwatch:" + ACCOUNT
                                            + "alarm:${AWS::StackName}-*",
                                    "cloudwatch:GetMetricStatistics on *"))),
            Rule.that(
                    "the doctor lists where its own event is to be",
                    template -> template.properties(POLICY).at("PolicyDocument", "Statement").items().stream()
                            .filter(statement -> Statements.actions(statement).contains("s3:ListBucket"))
                            .allMatch(statement -> statement
                                    .at("Condition", "StringLike", "s3:prefix")
                                    .is(OWN_EVENTS))),
            Rule.that(
                    "the doctor finds its policy",
                    template ->
                            template.at("Outputs", "DoctorPolicyArn", "Value").isRef(POLICY)));

    private DoctorRules() {}

    private static String stack() {
        return "Fn::Sub=arn:${AWS::Partition}:cloudformation:" + ACCOUNT + "stack/${AWS::StackName}/*";
    }
}
