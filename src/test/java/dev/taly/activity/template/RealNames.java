package dev.taly.activity.template;

import dev.taly.activity.watch.metrics.Metric;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that AWS knows. A misspelt one is accepted everywhere and does nothing. */
final class RealNames {
    /** By the <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">reference</a>, in lower case. */
    static final Set<String> ACTIONS = Stream.of(
                    of(
                            "s3",
                            "* AbortMultipartUpload BypassGovernanceRetention DeleteBucket DeleteBucketPolicy DeleteObject"
                                    + " DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionTagging GetBucketAcl"
                                    + " GetBucketLocation GetBucketObjectLockConfiguration GetBucketPolicy"
                                    + " GetBucketPublicAccessBlock GetBucketVersioning GetEncryptionConfiguration"
                                    + " GetLifecycleConfiguration GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold"
                                    + " GetObjectRetention GetObjectTagging GetObjectVersion GetObjectVersionAcl"
                                    + " GetObjectVersionAttributes GetObjectVersionTagging ListAllMyBuckets ListBucket"
                                    + " ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts"
                                    + " PutBucketObjectLockConfiguration PutBucketPolicy PutBucketPublicAccessBlock"
                                    + " PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration PutObject"
                                    + " PutObjectAcl PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl"
                                    + " PutObjectVersionTagging ReplicateDelete ReplicateObject RestoreObject"),
                    of(
                            "sqs",
                            "* CancelMessageMoveTask ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue GetQueueAttributes"
                                    + " GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues PurgeQueue"
                                    + " ReceiveMessage SendMessage SetQueueAttributes StartMessageMoveTask TagQueue"),
                    of(
                            "sns",
                            "* GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic Publish Subscribe Unsubscribe"),
                    of("cloudformation", "DescribeStackResources DescribeStacks"),
                    of("cloudwatch", "DescribeAlarms GetMetricStatistics"),
                    of("logs", "* CreateLogGroup CreateLogStream PutLogEvents"),
                    of(
                            "lambda",
                            "GetEventSourceMapping GetFunctionConcurrency GetFunctionConfiguration InvokeFunction"),
                    of("secretsmanager", "* GetSecretValue PutSecretValue"),
                    of("sts", "AssumeRole"))
            .flatMap(actions -> actions)
            .collect(Collectors.toSet());

    /** By namespace. */
    static final Map<String, Set<String>> METRICS = Map.of(
            // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
            "AWS/SQS",
            Set.of(
                    "ApproximateAgeOfOldestMessage",
                    "ApproximateNumberOfMessagesDelayed",
                    "ApproximateNumberOfMessagesNotVisible",
                    "ApproximateNumberOfMessagesVisible",
                    "NumberOfEmptyReceives",
                    "NumberOfMessagesDeleted",
                    "NumberOfMessagesReceived",
                    "NumberOfMessagesSent",
                    "SentMessageSize"),
            // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
            "AWS/Lambda",
            Set.of(
                    "ClaimedAccountConcurrency",
                    "ConcurrentExecutions",
                    "Duration",
                    "Errors",
                    "Invocations",
                    "Throttles",
                    "UnreservedConcurrentExecutions"),
            // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
            "AWS/ApiGateway",
            Set.of("4xx", "5xx", "Count", "DataProcessed", "IntegrationLatency", "Latency"),
            Metric.NAMESPACE,
            Stream.of(Metric.values())
                    .map(Metric::cloudWatch)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toUnmodifiableSet()),
            // https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
            "AWS/SNS",
            Set.of(
                    "NumberOfMessagesPublished",
                    "NumberOfNotificationsDelivered",
                    "NumberOfNotificationsFailed",
                    "NumberOfNotificationsFailedToRedriveToDlq",
                    "NumberOfNotificationsFilteredOut",
                    "NumberOfNotificationsRedrivenToDlq",
                    "PublishSize"));

    private RealNames() {}

    private static Stream<String> of(String service, String names) {
        return Stream.of(names.split(" ")).map(name -> (service + ":" + name).toLowerCase(Locale.ROOT));
    }
}
