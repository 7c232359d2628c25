package dev.taly.activity.app.cli.doctor;

import static dev.taly.activity.app.cli.doctor.Fault.problem;
import static dev.taly.activity.app.cli.doctor.Fault.warning;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What goes wrong with topic, queues, alarms, clock and the stack itself. */
final class Faults {
    static final List<Fault> ALL = List.of(
            problem(
                    "a deployment failed",
                    stack -> stack.status = "UPDATE_ROLLBACK_FAILED",
                    "stack",
                    "The last deployment failed: UPDATE_ROLLBACK_FAILED",
                    "describe-stack-events --stack-name activity"),
            warning(
                    "an update was rolled back",
                    stack -> stack.status = "UPDATE_ROLLBACK_COMPLETE",
                    "stack",
                    "rolled back",
                    "describe-stack-events --stack-name activity"),
            warning(
                    "a deployment is under way",
                    stack -> stack.status = "UPDATE_IN_PROGRESS",
                    "stack",
                    "UPDATE_IN_PROGRESS",
                    "when it is over"),
            warning(
                    "this clock is ahead",
                    stack -> stack.time = HealthyStack.NOW.minus(Duration.ofMinutes(7)),
                    "clock",
                    "7 minutes ahead",
                    "timedatectl"),
            warning(
                    "this clock is behind",
                    stack -> stack.time = HealthyStack.NOW.plus(Duration.ofHours(3)),
                    "clock",
                    "3 hours behind",
                    "timedatectl"),
            problem(
                    "the topic is gone",
                    stack -> stack.answer("sns:GetTopicAttributes Topic", Optional.empty()),
                    "topic",
                    "no topic activity-events",
                    "sns create-topic --name activity-events"),
            warning(
                    "the topic is in the clear",
                    stack -> stack.topic.remove("KmsMasterKeyId"),
                    "topic",
                    "not encrypted",
                    "set-topic-attributes --topic-arn " + HealthyStack.TOPIC),
            problem(
                    "nobody is subscribed",
                    stack -> stack.answer("sns:ListSubscriptionsByTopic Topic", List.of()),
                    "subscription",
                    "not subscribed",
                    "sns subscribe --topic-arn " + HealthyStack.TOPIC),
            problem(
                    "only somebody else is subscribed",
                    stack -> stack.answer(
                            "sns:ListSubscriptionsByTopic Topic",
                            List.of(Subscription.builder()
                                    .protocol("email")
                                    .endpoint("ann@example.org")
                                    .subscriptionArn(HealthyStack.TOPIC + ":2")
                                    .build())),
                    "subscription",
                    "not subscribed",
                    "sns subscribe --topic-arn " + HealthyStack.TOPIC),
            problem(
                    "the subscription waits to be confirmed",
                    stack -> stack.subscription.put("PendingConfirmation", "true"),
                    "subscription",
                    "never confirmed",
                    "sns subscribe --topic-arn " + HealthyStack.TOPIC),
            warning(
                    "raw delivery is off",
                    stack -> stack.subscription.put("RawMessageDelivery", "false"),
                    "subscription",
                    "Raw delivery is off",
                    "--attribute-name RawMessageDelivery --attribute-value true"),
            problem(
                    "a filter policy",
                    stack -> stack.subscription.put("FilterPolicy", "{\"level\":[\"critical\"]}"),
                    "subscription",
                    "filter policy",
                    "--attribute-name FilterPolicy --attribute-value '{}'"),
            problem(
                    "no queue for what cannot be delivered",
                    stack -> stack.subscription.remove("RedrivePolicy"),
                    "subscription",
                    "no queue for what cannot be delivered",
                    "'{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:activity-undelivered\"}'"),
            problem(
                    "another queue for what cannot be delivered",
                    stack -> stack.subscription.put(
                            "RedrivePolicy", "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:old\"}"),
                    "subscription",
                    "goes to arn:aws:sqs:eu-west-1:123456789012:old",
                    "activity-undelivered"),
            problem(
                    "messages are hidden for too short",
                    stack -> stack.queue.put(QueueAttributeName.VISIBILITY_TIMEOUT, "90"),
                    "queue",
                    "comes again after 90 s; six times the function's timeout are 360 s",
                    "--attributes VisibilityTimeout=365"),
            problem(
                    "no redrive policy",
                    stack -> stack.queue.remove(QueueAttributeName.REDRIVE_POLICY),
                    "queue",
                    "no redrive policy",
                    "arn:aws:sqs:eu-west-1:123456789012:activity-dlq\\\",\\\"maxReceiveCount\\\":3}\"}'"),
            problem(
                    "another dead letter queue",
                    stack -> stack.queue.computeIfPresent(
                            QueueAttributeName.REDRIVE_POLICY, (name, policy) -> policy.replace("-dlq", "-other")),
                    "queue",
                    "goes to arn:aws:sqs:eu-west-1:123456789012:activity-other",
                    "activity-dlq"),
            warning(
                    "fewer tries than asked for",
                    stack -> stack.queue.computeIfPresent(
                            QueueAttributeName.REDRIVE_POLICY, (name, policy) -> policy.replace(":3}", ":1}")),
                    "queue",
                    "may fail 1 times; the stack asks for 3",
                    "maxReceiveCount\\\":3"),
            warning(
                    "the queue is in the clear",
                    stack -> stack.queue.put(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "false"),
                    "queue",
                    "not encrypted",
                    "SqsManagedSseEnabled=true"),
            warning(
                    "the queue delays",
                    stack -> stack.queue.put(QueueAttributeName.DELAY_SECONDS, "600"),
                    "queue",
                    "by 600 s",
                    "DelaySeconds=0"),
            problem(
                    "the topic may not send",
                    stack -> stack.queue.computeIfPresent(
                            QueueAttributeName.POLICY,
                            (name, policy) -> policy.replace("sqs:SendMessage", "sqs:ReceiveMessage")),
                    "queue policy",
                    "does not let the topic send",
                    "something in QueuePolicy"),
            problem(
                    "everybody may send",
                    stack -> stack.queue.computeIfPresent(
                            QueueAttributeName.POLICY,
                            (name, policy) -> policy.replace(
                                    "\"Statement\":[",
                                    "\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"SQS:*\",\"Resource\":\"*\"},")),
                    "queue policy",
                    "lets others than the topic send",
                    "something in QueuePolicy"),
            problem(
                    "everybody is denied to send",
                    stack -> stack.queue.computeIfPresent(
                            QueueAttributeName.POLICY,
                            (name, policy) -> policy.replace(
                                    "\"Statement\":[",
                                    "\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"},")),
                    "queue policy",
                    "denies everybody",
                    "something in QueuePolicy"),
            warning(
                    "without TLS",
                    stack -> stack.queue.computeIfPresent(
                            QueueAttributeName.POLICY, (name, policy) -> policy.replace("sqs:*", "sqs:Get*")),
                    "queue policy",
                    "TLS",
                    "something in QueuePolicy"),
            problem(
                    "the topic may not send to the undelivered",
                    stack -> stack.undelivered.computeIfPresent(
                            QueueAttributeName.POLICY,
                            (name, policy) -> policy.replace("sqs:SendMessage", "sqs:ReceiveMessage")),
                    "undelivered policy",
                    "does not let the topic send",
                    "something in UndeliveredQueuePolicy"),
            problem(
                    "dead letters end before anybody looks",
                    stack -> stack.letters.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600"),
                    "retention",
                    "Dead letters are kept for 4 days",
                    "activity-dlq --attributes MessageRetentionPeriod=1209600"),
            warning(
                    "what is undelivered ends early",
                    stack -> stack.undelivered.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600"),
                    "retention",
                    "kept for 4 days",
                    "activity-undelivered --attributes MessageRetentionPeriod=1209600"),
            warning(
                    "the queue's messages end early",
                    stack -> stack.queue.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "3600"),
                    "retention",
                    "3600 s",
                    "MessageRetentionPeriod=604800"),
            problem(
                    "events wait for long",
                    stack -> stack.answer("cloudwatch:GetMetricStatistics *", OptionalDouble.of(7_200)),
                    "queue age",
                    "120 minutes",
                    "logs tail /aws/lambda/activity-consumer"),
            warning(
                    "dead letters",
                    stack -> stack.letters.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1234"),
                    "dead letters",
                    "1,234 wait in activity-dlq",
                    "activity dlq list --dlq activity-dlq"),
            warning(
                    "undelivered events",
                    stack -> stack.undelivered.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "2"),
                    "undelivered",
                    "2 wait in activity-undelivered",
                    "activity dlq list --dlq activity-undelivered"),
            warning("no alarms", stack -> stack.alarmNames = List.of(), "alarms", "no alarms", "AlarmTopicArn"),
            problem(
                    "an alarm was deleted",
                    stack -> stack.alarms.remove("activity-queue-age"),
                    "alarms",
                    "no alarm activity-queue-age",
                    "Take the alarm"),
            problem(
                    "an alarm is silenced",
                    stack -> stack.alarms.computeIfPresent(
                            "activity-queue-age",
                            (name, alarm) ->
                                    alarm.toBuilder().actionsEnabled(false).build()),
                    "alarms",
                    "Silenced: activity-queue-age",
                    "enable-alarm-actions --alarm-names activity-queue-age"),
            problem(
                    "an alarm tells nobody",
                    stack -> stack.alarms.computeIfPresent(
                            "activity-queue-age",
                            (name, alarm) ->
                                    alarm.toBuilder().alarmActions(List.of()).build()),
                    "alarms",
                    "Without an action: activity-queue-age",
                    "AlarmTopicArn"),
            problem(
                    "an alarm rings",
                    stack -> stack.alarms.computeIfPresent(
                            "activity-dead-letters",
                            (name, alarm) -> alarm.toBuilder()
                                    .stateValue(StateValue.ALARM)
                                    .build()),
                    "alarms",
                    "It rings: activity-dead-letters",
                    "describe-alarms --state-value ALARM --alarm-name-prefix activity"),
            warning(
                    "an alarm has been blind for days",
                    stack -> stack.alarms.computeIfPresent(
                            "activity-queue-age",
                            (name, alarm) -> alarm.toBuilder()
                                    .stateValue(StateValue.INSUFFICIENT_DATA)
                                    .stateUpdatedTimestamp(HealthyStack.NOW.minus(Duration.ofDays(3)))
                                    .build()),
                    "alarms",
                    "Without data for two days: activity-queue-age",
                    "still there"),
            problem(
                    "public access is not blocked",
                    stack -> stack.change(
                            "s3:GetBucketPublicAccessBlock Bucket",
                            PublicAccessBlockConfiguration.class,
                            block -> block.toBuilder().blockPublicPolicy(false).build()),
                    "bucket",
                    "does not block public access",
                    "put-public-access-block --bucket " + HealthyStack.BUCKET),
            warning(
                    "no encryption of the bucket",
                    stack -> stack.answer("s3:GetEncryptionConfiguration Bucket", Optional.empty()),
                    "bucket",
                    "no encryption",
                    "put-bucket-encryption --bucket " + HealthyStack.BUCKET));

    private Faults() {}
}
