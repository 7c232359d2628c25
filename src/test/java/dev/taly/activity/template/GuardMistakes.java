package dev.taly.activity.template;

import static dev.taly.activity.template.Mistakes.sub;
import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes that the rules for cfn-guard must see, one for each clause of theirs at least. */
final class GuardMistakes {
    private static final String BUCKET = "Resources/Bucket/Properties/";
    private static final String BUCKET_POLICY = "Resources/BucketPolicy/Properties/PolicyDocument/Statement/";
    private static final String QUEUE_POLICY = "Resources/QueuePolicy/Properties/PolicyDocument/Statement/";
    private static final String ROLE = "Resources/ConsumerRole/Properties/Policies/0/PolicyDocument/Statement/";
    private static final String WATCHER = "Resources/WatcherPolicy/Properties/PolicyDocument/Statement/";
    private static final String SOURCE = "Resources/ConsumerSource/Properties/";
    private static final String STAGE = "Resources/HttpStage/Properties/";

    private static final String PRIVATE = "buckets_are_private";
    private static final String POLICIES = "every_queue_topic_and_bucket_has_its_policy";
    private static final String OUTSIDE = "nobody_outside_is_allowed";
    private static final String WILDCARD = "no_wildcard_in_what_is_allowed";
    private static final String DELETE = "nobody_may_delete_events";
    private static final String ROLES = "functions_have_roles_of_their_own";
    private static final String LOCKED = "the_archive_is_locked";
    private static final String NEW_ONLY = "the_archive_takes_new_objects_only";
    private static final String RINGS = "every_queue_of_dead_letters_rings";
    private static final String DELIVER = "subscriptions_deliver_all_and_as_it_is";
    private static final String MAPPINGS = "mappings_lose_nothing";
    private static final String LOGS = "logs_are_where_they_are_kept_and_forget";
    private static final String ALARMS = "alarms_say_what_silence_means_and_tell_somebody";
    private static final String DOOR = "the_door_is_bounded_and_its_log_holds_no_person";

    static final List<Mutation> ALL = List.of(
            set("queues_are_encrypted", "Resources/AlertFailures/Properties/SqsManagedSseEnabled", false),
            remove("queues_are_encrypted", "Resources/Queue/Properties/SqsManagedSseEnabled"),
            remove("topics_are_encrypted", "Resources/AlertTopic/Properties/KmsMasterKeyId"),
            remove("buckets_are_encrypted", BUCKET + "BucketEncryption"),
            set(
                    "buckets_are_encrypted",
                    "Resources/AlertStates/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0"
                            + "/ServerSideEncryptionByDefault/SSEAlgorithm",
                    "none"),
            remove(POLICIES, "Resources/UndeliveredQueuePolicy"),
            remove(POLICIES, "Resources/TopicPolicy"),
            remove(POLICIES, "Resources/AlertStatesPolicy"),
            remove("tls_only", QUEUE_POLICY + "1"),
            set("tls_only", QUEUE_POLICY + "1/Action", "sqs:SendMessage"),
            set("tls_only", "Resources/TopicPolicy/Properties/PolicyDocument/Statement/0/Effect", "Allow"),
            set("tls_only", BUCKET_POLICY + "0/Condition/Bool/aws:SecureTransport", "true"),
            set("tls_only", BUCKET_POLICY + "0/Principal", Map.of("AWS", "123456789012")),
            remove("tls_only", BUCKET_POLICY + "0/Resource/1"),
            set(PRIVATE, BUCKET + "PublicAccessBlockConfiguration/BlockPublicPolicy", false),
            remove(PRIVATE, BUCKET + "PublicAccessBlockConfiguration/BlockPublicAcls"),
            remove(PRIVATE, BUCKET + "PublicAccessBlockConfiguration/IgnorePublicAcls"),
            remove(PRIVATE, "Resources/AlertStates/Properties/PublicAccessBlockConfiguration/RestrictPublicBuckets"),
            remove(PRIVATE, BUCKET + "OwnershipControls"),
            set(OUTSIDE, QUEUE_POLICY + "0/Principal", "*"),
            set(OUTSIDE, QUEUE_POLICY + "0/Principal", Map.of("AWS", "*")),
            remove(OUTSIDE, QUEUE_POLICY + "0/Condition"),
            remove(OUTSIDE, "Resources/IngestPermission/Properties/SourceArn"),
            set(WILDCARD, ROLE + "0/Action/0", "sqs:*"),
            set(WILDCARD, ROLE + "1/Action", "sqs:*"),
            set(WILDCARD, ROLE + "1/Resource", "*"),
            set(WILDCARD, ROLE + "2/Resource/0", "*"),
            set(WILDCARD, ROLE + "2/Resource/0", sub("${Bucket.Arn}/*")),
            set(
                    WILDCARD,
                    "Resources/QuarantineRole/Properties/Policies/0/PolicyDocument/Statement/1/Resource",
                    sub("${Bucket.Arn}/*")),
            set(WILDCARD, WATCHER + "0/Action/0", "sqs:*"),
            set(WILDCARD, WATCHER + "1/Resource", "*"),
            add(WILDCARD, WATCHER + "2/Action", "sqs:PurgeQueue"),
            set(
                    WILDCARD,
                    "Resources/AuditorPolicy/Properties/PolicyDocument/Statement/0/Resource/0",
                    sub("${Bucket.Arn}/*")),
            add(DELETE, ROLE + "2/Action", "s3:DeleteObject"),
            add(
                    DELETE,
                    "Resources/OperatorPolicy/Properties/PolicyDocument/Statement/2/Action",
                    "s3:BypassGovernanceRetention"),
            remove(ROLES, "Resources/Ingest/Properties/Role"),
            set(ROLES, "Resources/Consumer/Properties/Policies", List.of(Map.of("S3WritePolicy", Map.of()))),
            set(
                    ROLES,
                    "Resources/AlertRole/Properties/ManagedPolicyArns",
                    List.of("arn:aws:iam::aws:policy/AmazonS3FullAccess")),
            remove(
                    "a_schedule_starts_for_this_account_alone",
                    "Resources/AlertScheduleRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition"),
            remove(LOCKED, "Resources/Bucket/DeletionPolicy"),
            set(LOCKED, "Resources/Bucket/UpdateReplacePolicy", "Delete"),
            remove(LOCKED, BUCKET + "VersioningConfiguration"),
            set(LOCKED, BUCKET + "ObjectLockEnabled", false),
            set(LOCKED, BUCKET + "ObjectLockConfiguration/Rule/DefaultRetention/Days", 30),
            remove(LOCKED, BUCKET + "LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration"),
            set(LOCKED, BUCKET + "LifecycleConfiguration/Rules/0/Prefix", "event/"),
            set(LOCKED, BUCKET + "LifecycleConfiguration/Rules/0/Status", "Disabled"),
            set(LOCKED, BUCKET + "LifecycleConfiguration/Rules/0/ExpirationInDays", 30),
            set(NEW_ONLY, "Resources/BucketPolicy/DeletionPolicy", "Delete"),
            remove(NEW_ONLY, "Resources/BucketPolicy/UpdateReplacePolicy"),
            remove(NEW_ONLY, BUCKET_POLICY + "1/Action/0"),
            remove(NEW_ONLY, BUCKET_POLICY + "1/Action/1"),
            remove(NEW_ONLY, BUCKET_POLICY + "1/Action/2"),
            set(NEW_ONLY, BUCKET_POLICY + "1/Effect", "Allow"),
            set(NEW_ONLY, BUCKET_POLICY + "1/Resource", sub("${Bucket.Arn}/events/*")),
            remove(NEW_ONLY, BUCKET_POLICY + "2"),
            set(NEW_ONLY, BUCKET_POLICY + "2/Condition/Null/s3:if-none-match", "false"),
            remove("secrets_outlive_the_stack", "Resources/PseudonymKeys/DeletionPolicy"),
            set("secrets_outlive_the_stack", "Resources/IngestTokens/UpdateReplacePolicy", "Delete"),
            remove("every_queue_has_dead_letters_or_keeps_them", "Resources/AlertQueue/Properties/RedrivePolicy"),
            set(
                    "every_queue_has_dead_letters_or_keeps_them",
                    "Resources/DeadLetterQueue/Properties/MessageRetentionPeriod",
                    345_600),
            remove(RINGS, "Resources/DeadLettersAlarm"),
            remove(RINGS, "Resources/DeadLettersExpireAlarm"),
            remove(RINGS, "Resources/UndeliveredAlarm"),
            remove(DELIVER, "Resources/Subscription/Properties/RawMessageDelivery"),
            set(DELIVER, "Resources/Subscription/Properties/FilterPolicy", Map.of("tenant", List.of("a"))),
            remove(DELIVER, "Resources/Subscription/Properties/RedrivePolicy"),
            remove(MAPPINGS, SOURCE + "FunctionResponseTypes"),
            remove(MAPPINGS, SOURCE + "MaximumBatchingWindowInSeconds"),
            remove(MAPPINGS, SOURCE + "ScalingConfig"),
            set(MAPPINGS, SOURCE + "FilterCriteria", Map.of("Filters", List.of())),
            set(MAPPINGS, SOURCE + "Enabled", false),
            set(MAPPINGS, SOURCE + "ProvisionedPollerConfig", Map.of("MinimumPollers", 2)),
            set("schedules_are_on", "Resources/AlertSchedule/Properties/State", "DISABLED"),
            set("schedules_are_on", "Resources/QuarantineSchedule/Properties/ScheduleExpression", "rate(12 days)"),
            remove(LOGS, "Resources/HttpLogs/Properties/RetentionInDays"),
            remove(LOGS, "Resources/Quarantine/Properties/LoggingConfig"),
            remove(ALARMS, "Resources/UndeliveredAlarm/Condition"),
            remove(ALARMS, "Resources/DeadLettersAlarm/Properties/TreatMissingData"),
            remove(ALARMS, "Resources/UndeliveredAlarm/Properties/AlarmActions"),
            set(ALARMS, "Resources/UndeliveredAlarm/Properties/AlarmActions/0", Map.of("Ref", "Topic")),
            remove(ALARMS, "Resources/LatencyAlarm/Properties/AlarmDescription"),
            set(ALARMS, "Resources/QuarantineSilentAlarm/Properties/TreatMissingData", "notBreaching"),
            set(ALARMS, "Resources/AlertsSilentAlarm/Properties/TreatMissingData", "notBreaching"),
            remove(DOOR, STAGE + "DefaultRouteSettings/ThrottlingRateLimit"),
            remove(DOOR, STAGE + "DefaultRouteSettings/ThrottlingBurstLimit"),
            remove(DOOR, STAGE + "AccessLogSettings"),
            set(DOOR, STAGE + "AccessLogSettings/Format", "$context.status $context.identity.sourceIp"),
            set(DOOR, STAGE + "AccessLogSettings/Format", "$context.status $context.integrationErrorMessage"));

    private GuardMistakes() {}
}
