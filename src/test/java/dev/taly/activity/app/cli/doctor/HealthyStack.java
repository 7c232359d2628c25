package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A deployed stack that is all well, with answers by hand; a test changes what it wants to be wrong. */
final class HealthyStack implements Account {
    static final Instant NOW = Instant.parse("2024-03-28T12:00:00Z");
    static final String BUCKET = "activity-bucket-1x2y3z";
    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:activity-events";
    static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:activity-consumer";

    private static final String QUEUES = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
    private static final String QUEUE_ARN = "arn:aws:sqs:eu-west-1:123456789012:activity-queue";

    final List<Question<?>> asked = new ArrayList<>();
    final Map<String, String> topic = new HashMap<>(Map.of("KmsMasterKeyId", "alias/aws/sns"));
    final Map<String, String> subscription = new HashMap<>(Map.of(
            "PendingConfirmation", "false",
            "RawMessageDelivery", "true",
            "RedrivePolicy", "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:activity-undelivered\"}"));
    final Map<QueueAttributeName, String> queue = new HashMap<>(Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT, "660",
            QueueAttributeName.MESSAGE_RETENTION_PERIOD, "604800",
            QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "true",
            QueueAttributeName.DELAY_SECONDS, "0",
            QueueAttributeName.REDRIVE_POLICY,
                    "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:activity-dlq\",\"maxReceiveCount\":3}",
            QueueAttributeName.POLICY, queuePolicy("activity-queue")));
    final Map<QueueAttributeName, String> letters = new HashMap<>(Map.of(
            QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600",
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0",
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0"));
    final Map<QueueAttributeName, String> undelivered = new HashMap<>(Map.of(
            QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600",
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0",
            QueueAttributeName.POLICY, queuePolicy("activity-undelivered")));
    final Map<String, String> parts = new HashMap<>(Map.ofEntries(
            Map.entry("Topic", TOPIC),
            Map.entry("Queue", QUEUES + "activity-queue"),
            Map.entry("DeadLetterQueue", QUEUES + "activity-dlq"),
            Map.entry("UndeliveredQueue", QUEUES + "activity-undelivered"),
            Map.entry("Bucket", BUCKET),
            Map.entry("Consumer", "activity-consumer"),
            Map.entry("ConsumerSource", "0b7a")));
    final Map<String, String> parameters = new HashMap<>(Map.of(
            "RetentionDays", "180",
            "LockMode", "COMPLIANCE",
            "BatchSize", "1000",
            "BatchWindowSeconds", "5",
            "MaxReceiveCount", "3",
            "AlarmTopicArn", "arn:aws:sns:eu-west-1:123456789012:on-call"));
    final Map<String, MetricAlarm> alarms = new LinkedHashMap<>();

    /** By what the clock goes on while the event is waited for. */
    Duration waited = Duration.ZERO;

    List<String> alarmNames = List.of("activity-dead-letters", "activity-queue-age");
    String status = "UPDATE_COMPLETE";
    Instant time = NOW;
    Optional<Letter> deadCanary = Optional.empty();
    Duration storedAfter = Duration.ofSeconds(3);

    private final Map<String, Supplier<?>> answers = new HashMap<>();
    private final Set<String> denied = new HashSet<>();

    HealthyStack() {
        alarmNames.forEach(name -> alarms.put(
                name,
                MetricAlarm.builder()
                        .alarmName(name)
                        .actionsEnabled(true)
                        .alarmActions("arn:aws:sns:eu-west-1:123456789012:on-call")
                        .stateValue(StateValue.OK)
                        .stateUpdatedTimestamp(NOW)
                        .build()));
        answers.put("sns:GetTopicAttributes Topic", () -> Optional.of(topic));
        answer(
                "sns:ListSubscriptionsByTopic Topic",
                List.of(Subscription.builder()
                        .protocol("sqs")
                        .endpoint(QUEUE_ARN)
                        .subscriptionArn(TOPIC + ":1")
                        .build()));
        answer("sns:GetSubscriptionAttributes *", subscription);
        answer("sqs:GetQueueAttributes Queue", Optional.of(queue));
        answers.put("sqs:GetQueueAttributes Queue Date", () -> Optional.of(time));
        answer("sqs:GetQueueAttributes DeadLetterQueue", Optional.of(letters));
        answer("sqs:GetQueueAttributes UndeliveredQueue", Optional.of(undelivered));
        answer("cloudwatch:GetMetricStatistics *", OptionalDouble.of(12));
        answers.put("cloudwatch:DescribeAlarms Alarms", () -> List.copyOf(alarms.values()));
        lambda();
        bucket();
        canary();
    }

    private void lambda() {
        answer(
                "lambda:GetFunctionConfiguration Consumer",
                Optional.of(GetFunctionConfigurationResponse.builder()
                        .functionName("activity-consumer")
                        .version("7")
                        .timeout(60)
                        .state("Active")
                        .lastUpdateStatus("Successful")
                        .lastModified("2024-03-01T08:00:00Z")
                        .snapStart(snap -> snap.optimizationStatus(SnapStartOptimizationStatus.ON))
                        .environment(variables ->
                                variables.variables(Map.of("BUCKET", BUCKET, "DLQ_URL", QUEUES + "activity-dlq")))
                        .build()));
        answer("lambda:GetFunctionConcurrency Consumer", Optional.empty());
        answer(
                "lambda:GetEventSourceMapping ConsumerSource",
                Optional.of(GetEventSourceMappingResponse.builder()
                        .state("Enabled")
                        .lastProcessingResult("OK")
                        .eventSourceArn(QUEUE_ARN)
                        .functionArn(FUNCTION + ":live")
                        .batchSize(1000)
                        .maximumBatchingWindowInSeconds(5)
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                        .build()));
    }

    private void bucket() {
        answer("s3:GetBucketObjectLockConfiguration Bucket", Optional.of(lock("COMPLIANCE", 180)));
        answer("s3:GetBucketVersioning Bucket", true);
        answer(
                "s3:GetLifecycleConfiguration Bucket",
                Optional.of(List.of(rule("events/", 180), rule("receipts/", 187))));
        answer(
                "s3:GetEncryptionConfiguration Bucket",
                Optional.of(List.of(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(ServerSideEncryption.AES256))
                        .build())));
        answer(
                "s3:GetBucketPublicAccessBlock Bucket",
                Optional.of(PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build()));
        answer("s3:GetBucketPolicy Bucket", Optional.of(bucketPolicy()));
    }

    private void canary() {
        answer("sns:Publish Topic", Optional.empty());
        answers.put(
                "s3:ListBucket Bucket",
                () -> waited.compareTo(storedAfter) < 0
                        ? List.of("events/tenant=operations/date=2024-03-28/old.jsonl.gz")
                        : List.of(
                                "events/tenant=operations/date=2024-03-28/new.jsonl.gz",
                                "events/tenant=operations/date=2024-03-28/old.jsonl.gz"));
        answer("s3:GetObject Bucket", true);
        answers.put("sqs:ReceiveMessage DeadLetterQueue", () -> deadCanary);
    }

    static LifecycleRule rule(String prefix, int days) {
        return LifecycleRule.builder()
                .id(prefix)
                .status("Enabled")
                .filter(filter -> filter.prefix(prefix))
                .expiration(expiration -> expiration.days(days))
                .noncurrentVersionExpiration(expiration -> expiration.noncurrentDays(1))
                .build();
    }

    static ObjectLockConfiguration lock(String mode, int days) {
        return ObjectLockConfiguration.builder()
                .objectLockEnabled("Enabled")
                .rule(ObjectLockRule.builder()
                        .defaultRetention(
                                DefaultRetention.builder().mode(mode).days(days).build())
                        .build())
                .build();
    }

    static String queuePolicy(String name) {
        String arn = "arn:aws:sqs:eu-west-1:123456789012:" + name;
        return "{'Version':'2012-10-17','Statement':[{'Sid':'OnlyFromTheTopic','Effect':'Allow','Principal':{'Service':"
                .concat("'sns.amazonaws.com'},'Action':'sqs:SendMessage','Resource':'")
                .concat(arn)
                .concat("','Condition':{'ArnEquals':{'aws:SourceArn':'")
                .concat(TOPIC)
                .concat("'}}},{'Sid':'TlsOnly','Effect':'Deny','Principal':'*','Action':'sqs:*','Resource':'")
                .concat(arn)
                .concat("','Condition':{'Bool':{'aws:SecureTransport':'false'}}}]}")
                .replace('\'', '"');
    }

    static String bucketPolicy() {
        return ("{'Statement':[{'Sid':'TlsOnly','Effect':'Deny','Principal':'*','Action':'s3:*','Resource':"
                        + "['arn:aws:s3:::B','arn:aws:s3:::B/*'],'Condition':{'Bool':{'aws:SecureTransport':'false'}}},"
                        + "{'Sid':'NoDeletes','Effect':'Deny','Principal':'*','Action':['s3:DeleteObject',"
                        + "'s3:DeleteObjectVersion','s3:BypassGovernanceRetention'],'Resource':'arn:aws:s3:::B/*'},"
                        + "{'Sid':'CreateOnly','Effect':'Deny','Principal':{'AWS':'*'},'Action':'s3:PutObject',"
                        + "'Resource':'arn:aws:s3:::B/*','Condition':{'Null':{'s3:if-none-match':'true'},"
                        + "'Bool':{'s3:ObjectCreationOperation':'true'}}}]}")
                .replace('\'', '"')
                .replace(":::B", ":::" + BUCKET);
    }

    Site site() {
        return new Site(
                "activity",
                Optional.of(status),
                parts,
                alarmNames,
                parameters,
                Optional.empty(),
                DeploymentTemplate.shipped().sourceMapping());
    }

    HealthyStack answer(String question, Object answer) {
        answers.put(question, () -> answer);
        return this;
    }

    /** Changes an answer that is there or not, such as {@code Optional<GetFunctionConfigurationResponse>}. */
    <T> HealthyStack change(String question, Class<T> type, UnaryOperator<T> change) {
        Optional<?> before = (Optional<?>) written(question).get();
        return answer(question, before.map(type::cast).map(change));
    }

    HealthyStack deny(String action) {
        denied.add(action);
        return this;
    }

    /** All checks, as the command makes them. */
    Diagnosis examine() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        List<Check> checks = new ArrayList<>(Checks.of(site(), clock));
        checks.add(new CanaryCheck(
                new CanaryCheck.Means(
                        clock,
                        () -> waited.toNanos(),
                        time -> {
                            waited = waited.plus(time);
                            return true;
                        },
                        seconds -> {}),
                new CanaryCheck.Sender("operations", "ann"),
                Duration.ofSeconds(60)));
        return new Examination(checks).of(site(), this, finding -> {});
    }

    @Override
    @SuppressWarnings("unchecked") // the test that wrote the answer knows
    public <T> T ask(Question<T> question) {
        asked.add(question);
        if (question.actions().stream().anyMatch(denied::contains)) {
            throw new UnansweredException("needs " + String.join(", ", question.actions()));
        }
        String name = question.name() + (question.detail().equals("Date") ? " Date" : "");
        return (T) written(name).get();
    }

    private Supplier<?> written(String question) {
        Supplier<?> answer = answers.get(question);
        if (answer == null) {
            throw new AssertionError("nobody wrote an answer to " + question);
        }
        return answer;
    }
}
