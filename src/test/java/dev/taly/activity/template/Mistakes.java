package dev.taly.activity.template;

import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes that a person could make in the template; most of them deploy. */
final class Mistakes {
    private static final String SOURCE = "Resources/ConsumerSource/Properties/";
    private static final String CONSUMER = "Resources/Consumer/Properties/";
    private static final String QUEUE = "Resources/Queue/Properties/";
    private static final String DLQ = "Resources/DeadLetterQueue/Properties/";
    private static final String SUBSCRIPTION = "Resources/Subscription/Properties/";
    private static final String QUEUE_POLICY = "Resources/QueuePolicy/Properties/PolicyDocument/Statement/";
    private static final String BUCKET = "Resources/Bucket/Properties/";
    private static final String BUCKET_POLICY = "Resources/BucketPolicy/Properties/PolicyDocument/Statement/";
    private static final String LIFECYCLE = BUCKET + "LifecycleConfiguration/Rules/";
    private static final String KEYS = "Resources/PseudonymKeys/";
    private static final String ROLE = "Resources/ConsumerRole/Properties/Policies/0/PolicyDocument/Statement/";

    private static final Map<String, Object> TO_ANYONE =
            Map.of("Effect", "Allow", "Principal", Map.of("AWS", "*"), "Action", "sqs:SendMessage", "Resource", "*");

    static final List<Mutation> ALL = List.of(
            // From the topic to the queue.
            set(
                    "the queue's dead letters go to the dead letter queue",
                    QUEUE + "RedrivePolicy/deadLetterTargetArn",
                    attribute("UndeliveredQueue", "Arn")),
            remove("the queue's dead letters go to the dead letter queue", QUEUE + "RedrivePolicy"),
            set(
                    "the dead letter queue takes redrives of the queue alone",
                    QUEUE + "QueueName",
                    sub("${AWS::StackName}-events")),
            set(
                    "the dead letter queue takes redrives of the queue alone",
                    DLQ + "RedriveAllowPolicy/sourceQueueArns/0",
                    attribute("Queue", "Arn")),
            set(
                    "the dead letter queue takes redrives of the queue alone",
                    DLQ + "RedriveAllowPolicy/redrivePermission",
                    "allowAll"),
            remove("the largest message fits into the dead letter queue with its reasons", DLQ + "MaximumMessageSize"),
            set("the queue takes what the topic takes", QUEUE + "MaximumMessageSize", 65_536),
            remove(
                    "dead letters are kept as long as can be, and longer than the queue keeps messages",
                    DLQ + "MessageRetentionPeriod"),
            set(
                    "dead letters are kept as long as can be, and longer than the queue keeps messages",
                    QUEUE + "MessageRetentionPeriod",
                    1_209_600),
            remove("the topic delivers raw to the queue", SUBSCRIPTION + "RawMessageDelivery"),
            remove("what the topic cannot deliver has its own queue", SUBSCRIPTION + "RedrivePolicy"),
            set(
                    "what the topic cannot deliver has its own queue",
                    SUBSCRIPTION + "RedrivePolicy/deadLetterTargetArn",
                    attribute("DeadLetterQueue", "Arn")),
            remove("the topic may deliver before it is subscribed", "Resources/Subscription/DependsOn"),
            set("queues and topics are encrypted and standard", DLQ + "SqsManagedSseEnabled", false),
            remove("queues and topics are encrypted and standard", "Resources/Topic/Properties/KmsMasterKeyId"),
            set("queues and topics are encrypted and standard", QUEUE + "FifoQueue", true),
            set("queues and topics are encrypted and standard", "Resources/Topic/Properties/FifoTopic", true),
            set("the topic delivers raw to the queue", SUBSCRIPTION + "RawMessageDelivery", false),

            // From the queue to the function.
            set("a batch above 10 has a window", "Parameters/BatchWindowSeconds/MinValue", 0),
            remove("a batch above 10 has a window", SOURCE + "MaximumBatchingWindowInSeconds"),
            set("batch and window are in Lambda's range", "Parameters/BatchSize/MaxValue", 20_000),
            set(
                    "the mapping has a maximum concurrency and no provisioned pollers",
                    SOURCE + "ProvisionedPollerConfig",
                    Map.of("MinimumPollers", 2)),
            remove("the mapping has a maximum concurrency and no provisioned pollers", SOURCE + "ScalingConfig"),
            set("no reserved concurrency", CONSUMER + "ReservedConcurrentExecutions", 5),
            set("visibility covers six timeouts and the window", QUEUE + "VisibilityTimeout", 659),
            remove("visibility covers six timeouts and the window", QUEUE + "VisibilityTimeout"),
            set("visibility covers six timeouts and the window", CONSUMER + "Timeout", 61),
            set("visibility covers six timeouts and the window", "Parameters/BatchWindowSeconds/MaxValue", 301),
            set("the queue's age alarm is later than a retry", "Resources/QueueAgeAlarm/Properties/Threshold", 600),
            remove("the mapping reports batch item failures", SOURCE + "FunctionResponseTypes"),
            set("nothing is filtered", SOURCE + "FilterCriteria", Map.of("Filters", List.of())),
            set("nothing is filtered", SUBSCRIPTION + "FilterPolicy", Map.of("tenant", List.of("a"))),
            set(
                    "the mapping is the only source, from the queue to the alias",
                    SOURCE + "FunctionName",
                    Map.of("Ref", "Consumer")),
            set(
                    "the mapping is the only source, from the queue to the alias",
                    SOURCE + "EventSourceArn",
                    attribute("DeadLetterQueue", "Arn")),
            set("the mapping is on", SOURCE + "Enabled", false),

            // The function.
            set("the function runs on Java 25 on ARM", CONSUMER + "Runtime", "java17"),
            remove("the function runs on Java 25 on ARM", CONSUMER + "Architectures"),
            set(
                    "the handler exists and reads streams",
                    CONSUMER + "Handler",
                    "dev.taly.activity.app.Consumer::handleRequest"),
            set(
                    "the handler exists and reads streams",
                    CONSUMER + "Handler",
                    "dev.taly.activity.app.Settings::handleRequest"),
            remove("SnapStart has an alias to reach it by", CONSUMER + "AutoPublishAlias"),
            remove("SnapStart has an alias to reach it by", CONSUMER + "SnapStart"),
            set(
                    "another value of a variable's parameter is another version",
                    CONSUMER + "VersionDescription",
                    sub("catalogue ${ActionCatalogue}")),
            remove("another value of a variable's parameter is another version", CONSUMER + "VersionDescription"),
            remove(
                    "the variables are those that the settings read",
                    CONSUMER + "Environment/Variables/WRITE_CONCURRENCY"),
            set("the variables are those that the settings read", CONSUMER + "Environment/Variables/BUKET", "b"),
            set("the settings accept the variables", "Parameters/WriteConcurrency/MaxValue", 1000),
            add("the settings accept the variables", "Parameters/ActionCatalogue/AllowedValues", "strict"),
            set(
                    "the variables name the bucket and the dead letter queue",
                    CONSUMER + "Environment/Variables/DLQ_URL",
                    Map.of("Ref", "Queue")),
            set("the settings accept the variables", "Parameters/EnrichmentMillis/MaxValue", 60_000),
            remove("the layer's files are where Lambda puts them", CONSUMER + "Layers"),
            set("the layer's files are where Lambda puts them", CONSUMER + "Environment/Variables/CONFIG_DIR", "/opt"),
            remove(
                    "the pseudonyms' keys are random, outlive the stack and are the function's",
                    KEYS + "DeletionPolicy"),
            set(
                    "the pseudonyms' keys are random, outlive the stack and are the function's",
                    KEYS + "Properties/SecretString",
                    "{}"),
            set(
                    "the pseudonyms' keys are random, outlive the stack and are the function's",
                    KEYS + "Properties/GenerateSecretString/PasswordLength",
                    8),
            set("the function has memory and time in Lambda's range", CONSUMER + "Timeout", 3),
            remove("the function logs to a group that forgets", "Resources/ConsumerLogs/Properties/RetentionInDays"),
            remove("the function logs to a group that forgets", CONSUMER + "LoggingConfig"),

            // Who may do what.
            set("every action is a real one", BUCKET_POLICY + "1/Action/0", "s3:DeleteObjects"),
            set("every action is a real one", ROLE + "1/Action", "sqs:SendMessageBatch"),
            set("nothing is allowed by a wildcard", ROLE + "0/Action/0", "sqs:*"),
            set("nothing is allowed by a wildcard", ROLE + "1/Resource", "*"),
            set("nothing is allowed by a wildcard", ROLE + "2/Resource/0", sub("${Bucket.Arn}/*")),
            set("no broad policies of SAM or AWS", CONSUMER + "Policies", List.of(Map.of("S3WritePolicy", Map.of()))),
            set(
                    "no broad policies of SAM or AWS",
                    "Resources/ConsumerRole/Properties/ManagedPolicyArns",
                    List.of("arn:aws:iam::aws:policy/AmazonS3FullAccess")),
            remove("the consumer has its own role", CONSUMER + "Role"),
            add("the consumer may do what it must and no more", ROLE + "2/Action", "s3:PutLifecycleConfiguration"),
            remove("the consumer may do what it must and no more", ROLE + "1"),
            set(
                    "publishers may publish and no more",
                    "Resources/PublisherPolicy/Properties/PolicyDocument/Statement/0/Resource",
                    Map.of("Ref", "AlarmTopicArn")),
            remove("only the topic may send to its queues", QUEUE_POLICY + "0/Condition"),
            set(
                    "only the topic may send to its queues",
                    QUEUE_POLICY + "0/Resource",
                    attribute("DeadLetterQueue", "Arn")),
            set(
                    "only the topic may send to its queues",
                    "Resources/UndeliveredQueuePolicy/Properties/Queues/0",
                    Map.of("Ref", "Queue")),
            add(
                    "only the topic may send to its queues",
                    "Resources/QueuePolicy/Properties/PolicyDocument/Statement",
                    TO_ANYONE),
            add(
                    "nobody is invited to the dead letter queue",
                    "Resources/DeadLetterQueuePolicy/Properties/PolicyDocument/Statement",
                    TO_ANYONE),
            remove("TLS only", QUEUE_POLICY + "1"),
            remove("TLS only", "Resources/TopicPolicy"),
            set("TLS only", BUCKET_POLICY + "0/Condition/Bool/aws:SecureTransport", "true"),
            remove("TLS only", BUCKET_POLICY + "0/Resource/1"),

            // The bucket.
            remove("the bucket is versioned", BUCKET + "VersioningConfiguration"),
            remove("the bucket locks objects for the retention", BUCKET + "ObjectLockEnabled"),
            set(
                    "the bucket locks objects for the retention",
                    BUCKET + "ObjectLockConfiguration/Rule/DefaultRetention/Days",
                    30),
            set("an irrevocable lock is a choice", "Parameters/LockMode/Default", "COMPLIANCE"),
            set("the retention is 180 days by default", "Parameters/RetentionDays/Default", 90),
            set("events expire after the retention", LIFECYCLE + "0/ExpirationInDays", 180),
            set("events expire after the retention", LIFECYCLE + "0/Prefix", "event/"),
            set(
                    "receipts outlive what they announce",
                    LIFECYCLE + "1/ExpirationInDays",
                    Map.of("Ref", "RetentionDays")),
            set("receipts outlive what they announce", "Mappings/Retention/365/ReceiptDays", 187),
            add("receipts outlive what they announce", "Parameters/RetentionDays/AllowedValues", 200),
            remove("noncurrent versions expire", LIFECYCLE + "0/NoncurrentVersionExpiration"),
            remove("delete markers and broken uploads go", LIFECYCLE + "3"),
            set("a lifecycle rule is on, and has either days or delete markers", LIFECYCLE + "0/Status", "Disabled"),
            set(
                    "a lifecycle rule is on, and has either days or delete markers",
                    LIFECYCLE + "0/ExpiredObjectDeleteMarker",
                    true),
            remove("the bucket is encrypted", BUCKET + "BucketEncryption"),
            set("the bucket is private", BUCKET + "PublicAccessBlockConfiguration/BlockPublicPolicy", false),
            remove("the bucket is private", BUCKET + "OwnershipControls"),
            remove("bucket and policy outlive the stack", "Resources/Bucket/DeletionPolicy"),
            set("bucket and policy outlive the stack", "Resources/BucketPolicy/UpdateReplacePolicy", "Delete"),
            remove("deletes are denied to everybody", BUCKET_POLICY + "1/Action/1"),
            set("deletes are denied to everybody", BUCKET_POLICY + "1/Effect", "Allow"),
            set("deletes are denied to everybody", BUCKET_POLICY + "1/Principal", Map.of("AWS", "123456789012")),
            set("deletes are denied to everybody", BUCKET_POLICY + "1/Resource", sub("${Bucket.Arn}/events/*")),
            remove("writes create only", BUCKET_POLICY + "2"),
            set("writes create only", BUCKET_POLICY + "2/Condition/Null/s3:if-none-match", "false"),

            // Alarms.
            set(
                    "every alarm watches a real metric",
                    "Resources/QueueAgeAlarm/Properties/MetricName",
                    "ApproximateAgeOfOldestMessages"),
            set("every alarm watches a real metric", "Resources/ConsumerErrorsAlarm/Properties/Namespace", "AWS/SQS"),
            set(
                    "every alarm has the dimension of its metric",
                    "Resources/QueueAgeAlarm/Properties/Dimensions/0/Value",
                    attribute("Queue", "Arn")),
            set(
                    "every alarm has the dimension of its metric",
                    "Resources/ConsumerErrorsAlarm/Properties/Dimensions/0/Name",
                    "Function"),
            remove("every alarm needs and tells the alarm topic", "Resources/UndeliveredAlarm/Condition"),
            remove("every alarm needs and tells the alarm topic", "Resources/UndeliveredAlarm/Properties/AlarmActions"),
            remove(
                    "silence is no alarm, but of what must run",
                    "Resources/DeadLettersAlarm/Properties/TreatMissingData"),
            remove("dead letters, age, errors and throttles ring", "Resources/ConsumerThrottlesAlarm"),
            set(
                    "dead letters ring before they expire",
                    "Resources/DeadLettersExpireAlarm/Properties/Threshold",
                    1_300_000),

            // Names.
            set("every reference names a thing that exists", "Outputs/QueueUrl/Value", Map.of("Ref", "Queu")),
            set("every reference names a thing that exists", "Outputs/TopicArn/Value", attribute("Topic", "Arn")),
            set("every reference names a thing that exists", LIFECYCLE + "0/Prefix", sub("${Prefix}events/")),
            remove("every reference names a thing that exists", "Parameters/EarliestTimestamp"),
            set("every condition and dependency exists", "Resources/QueueAgeAlarm/Condition", "HasTopic"),
            set("every condition and dependency exists", "Resources/Subscription/DependsOn/0", "Policy"),
            set("every parameter is used", SOURCE + "BatchSize", 1000),
            remove("every parameter has a description and constraints", "Parameters/MaxReceiveCount/MaxValue"),
            remove("every parameter has a description and constraints", "Parameters/LockMode/Description"),
            set("every parameter has a default that its constraints allow", "Parameters/BatchSize/Default", 0),
            set(
                    "every parameter has a default that its constraints allow",
                    "Parameters/EarliestTimestamp/Default",
                    "2024-01-01"),
            set("names begin with the stack's", QUEUE + "QueueName", "activity-queue"),
            set("names differ", DLQ + "QueueName", sub("${AWS::StackName}-queue")),
            set("the bucket's name is CloudFormation's", BUCKET + "BucketName", sub("${AWS::StackName}-log")),
            remove("what others need is an output", "Outputs/TopicArn"));

    private Mistakes() {}

    static Map<String, Object> attribute(String resource, String name) {
        return Map.of("Fn::GetAtt", List.of(resource, name));
    }

    static Map<String, Object> sub(String text) {
        return Map.of("Fn::Sub", text);
    }
}
