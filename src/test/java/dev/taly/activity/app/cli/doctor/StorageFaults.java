package dev.taly.activity.app.cli.doctor;

import static dev.taly.activity.app.cli.doctor.Fault.problem;
import static dev.taly.activity.app.cli.doctor.Fault.warning;

import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.deadletter.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/** What goes wrong between the queue and the archive, and with what is stored. */
final class StorageFaults {
    private static final String SOURCE = "lambda:GetEventSourceMapping ConsumerSource";
    private static final String FUNCTION = "lambda:GetFunctionConfiguration Consumer";
    private static final String CONCURRENCY = "lambda:GetFunctionConcurrency Consumer";
    private static final String LOCK = "s3:GetBucketObjectLockConfiguration Bucket";
    private static final String LIFECYCLE = "s3:GetLifecycleConfiguration Bucket";
    private static final String POLICY = "s3:GetBucketPolicy Bucket";
    private static final String UPDATE = "update-event-source-mapping --uuid 0b7a ";

    static final List<Fault> ALL = List.of(
            problem(
                    "the source is gone",
                    stack -> stack.answer(SOURCE, Optional.empty()),
                    "event source",
                    "Nothing brings",
                    "Take ConsumerSource"),
            problem(
                    "the source is off",
                    stack -> source(stack, source -> source.state("Disabled")),
                    "event source",
                    "not on: Disabled",
                    UPDATE + "--enabled"),
            problem(
                    "the source may not read",
                    stack -> source(
                            stack,
                            source -> source.lastProcessingResult("PROBLEM: Lambda has no rights to receive messages")),
                    "event source",
                    "PROBLEM: Lambda has no rights",
                    "ConsumerRole"),
            problem(
                    "the source reads another queue",
                    stack -> source(
                            stack, source -> source.eventSourceArn("arn:aws:sqs:eu-west-1:123456789012:activity-old")),
                    "event source",
                    "reads arn:aws:sqs:eu-west-1:123456789012:activity-old",
                    "Take ConsumerSource"),
            problem(
                    "single failures are not reported",
                    stack -> source(stack, source -> source.functionResponseTypes(List.of())),
                    "event source",
                    "does not report failures of single messages",
                    UPDATE + "--function-response-types ReportBatchItemFailures"),
            problem(
                    "the source has a filter",
                    stack -> source(
                            stack,
                            source -> source.filterCriteria(filter -> filter.filters(
                                    Filter.builder().pattern("{}").build()))),
                    "event source",
                    "has a filter",
                    UPDATE + "--filter-criteria '{}'"),
            warning(
                    "the source calls no alias",
                    stack -> source(stack, source -> source.functionArn(HealthyStack.FUNCTION)),
                    "event source",
                    "not the alias live",
                    UPDATE + "--function-name activity-consumer:live"),
            warning(
                    "smaller batches",
                    stack -> source(stack, source -> source.batchSize(10)),
                    "event source",
                    "10 events at most; the stack asks for 1000",
                    UPDATE + "--batch-size 1000"),
            warning(
                    "another window",
                    stack -> source(stack, source -> source.maximumBatchingWindowInSeconds(0)),
                    "event source",
                    "waits 0 s; the stack asks for 5 s",
                    UPDATE + "--maximum-batching-window-in-seconds 5"),
            problem(
                    "the function is gone",
                    stack -> stack.answer(FUNCTION, Optional.empty()),
                    "consumer",
                    "no function activity-consumer with the alias live",
                    "another FunctionName"),
            problem(
                    "the function failed",
                    stack ->
                            function(stack, function -> function.state("Failed").stateReason("the layer is gone")),
                    "consumer",
                    "Failed: the layer is gone",
                    "logs tail /aws/lambda/activity-consumer"),
            warning(
                    "the function's update failed",
                    stack -> function(stack, function -> function.lastUpdateStatus("Failed")),
                    "consumer",
                    "last update failed",
                    "sam deploy"),
            warning(
                    "no snapshot",
                    stack -> function(
                            stack,
                            function -> function.snapStart(
                                    snap -> snap.optimizationStatus(SnapStartOptimizationStatus.OFF))),
                    "consumer",
                    "no snapshot",
                    "SnapStart"),
            problem(
                    "another bucket",
                    stack -> function(
                            stack,
                            function -> function.environment(variables -> variables.variables(Map.of(
                                    "BUCKET",
                                    "elsewhere",
                                    "DLQ_URL",
                                    "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-dlq")))),
                    "consumer",
                    "writes to the bucket elsewhere",
                    "sam deploy"),
            problem(
                    "other dead letters",
                    stack -> function(
                            stack,
                            function -> function.environment(variables -> variables.variables(
                                    Map.of("BUCKET", HealthyStack.BUCKET, "DLQ_URL", "https://elsewhere/dlq")))),
                    "consumer",
                    "sends what it refuses to https://elsewhere/dlq",
                    "sam deploy"),
            problem(
                    "the function may not run",
                    stack -> stack.answer(CONCURRENCY, Optional.of(0)),
                    "consumer",
                    "reserved concurrency is 0",
                    "delete-function-concurrency --function-name activity-consumer"),
            warning(
                    "the function's concurrency is reserved",
                    stack -> stack.answer(CONCURRENCY, Optional.of(3)),
                    "consumer",
                    "bounded by a reservation",
                    "MaximumConcurrency"),
            problem(
                    "no lock",
                    stack -> stack.answer(LOCK, Optional.empty()),
                    "object lock",
                    "not locked",
                    "put-object-lock-configuration --bucket " + HealthyStack.BUCKET),
            problem(
                    "a weaker lock than asked for",
                    stack -> stack.answer(LOCK, Optional.of(HealthyStack.lock("GOVERNANCE", 180))),
                    "object lock",
                    "mode is GOVERNANCE; the stack asks for COMPLIANCE",
                    "Mode=COMPLIANCE,Days=180"),
            problem(
                    "a shorter lock than asked for",
                    stack -> stack.answer(LOCK, Optional.of(HealthyStack.lock("COMPLIANCE", 30))),
                    "object lock",
                    "for 30 days; the stack asks for 180",
                    "Days=180"),
            warning(
                    "a longer lock than asked for",
                    stack -> stack.answer(LOCK, Optional.of(HealthyStack.lock("COMPLIANCE", 3650))),
                    "object lock",
                    "for 3650 days; the stack asks for 180",
                    "Days=180"),
            problem(
                    "no versions",
                    stack -> stack.answer("s3:GetBucketVersioning Bucket", false),
                    "object lock",
                    "no versions",
                    "put-bucket-versioning --bucket " + HealthyStack.BUCKET),
            warning(
                    "events never end",
                    stack -> stack.answer(LIFECYCLE, Optional.empty()),
                    "lifecycle",
                    "No lifecycle rule",
                    "LifecycleConfiguration"),
            warning(
                    "events end before their lock",
                    stack -> stack.answer(
                            LIFECYCLE,
                            Optional.of(
                                    List.of(HealthyStack.rule("events/", 30), HealthyStack.rule("receipts/", 187)))),
                    "lifecycle",
                    "end after 30 days; the stack asks for 180",
                    "LifecycleConfiguration"),
            warning(
                    "receipts end first",
                    stack -> stack.answer(
                            LIFECYCLE,
                            Optional.of(
                                    List.of(HealthyStack.rule("events/", 180), HealthyStack.rule("receipts/", 90)))),
                    "lifecycle",
                    "Receipts end before",
                    "LifecycleConfiguration"),
            problem(
                    "events can be written over",
                    stack -> stack.answer(
                            POLICY, Optional.of(HealthyStack.bucketPolicy().replace("s3:if-none-match", "s3:x"))),
                    "bucket policy",
                    "without If-None-Match",
                    "something in BucketPolicy"),
            warning(
                    "deletes are not denied",
                    stack -> stack.answer(
                            POLICY, Optional.of(HealthyStack.bucketPolicy().replace("s3:DeleteObject", "s3:Delete"))),
                    "bucket policy",
                    "denies nobody to delete",
                    "something in BucketPolicy"),
            warning(
                    "the bucket takes plain HTTP",
                    stack -> stack.answer(
                            POLICY, Optional.of(HealthyStack.bucketPolicy().replace("\"s3:*\"", "\"s3:Get*\""))),
                    "bucket policy",
                    "insist on TLS",
                    "something in BucketPolicy"),
            problem(
                    "everybody may read",
                    stack -> stack.answer(
                            POLICY,
                            Optional.of(
                                    HealthyStack.bucketPolicy()
                                            .replace(
                                                    "\"Statement\":[",
                                                    "\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"},"))),
                    "bucket policy",
                    "lets everybody read",
                    "something in BucketPolicy"),
            problem(
                    "a part is missing",
                    stack -> stack.parts.remove("ConsumerSource"),
                    "event source",
                    "The stack has no ConsumerSource",
                    "sam deploy"),
            problem(
                    "the topic refuses",
                    stack -> stack.answer("sns:Publish Topic", Optional.of("KMSAccessDenied: no key")),
                    "round trip",
                    "does not take an event: KMSAccessDenied: no key",
                    "sns:Publish"),
            problem(
                    "an event never arrives",
                    stack -> stack.storedAfter = Duration.ofDays(1),
                    "round trip",
                    "not stored after 65 s, and is no dead letter either",
                    "logs tail /aws/lambda/activity-consumer"),
            problem(
                    "an event becomes a dead letter",
                    stack -> {
                        stack.storedAfter = Duration.ofDays(1);
                        stack.deadCanary = Optional.of(Letter.of(
                                new SourceMessage(
                                        "m-1",
                                        "{}",
                                        HealthyStack.NOW,
                                        Map.of(
                                                "rejection.code", new Attribute("String", "unknown_action"),
                                                "rejection.pointer", new Attribute("String", "/action"),
                                                "rejection.message", new Attribute("String", "Not in the catalogue."))),
                                HealthyStack.NOW,
                                1));
                    },
                    "round trip",
                    "became a dead letter: unknown_action at /action. Not in the catalogue.",
                    "activity dlq show m-1 --dlq activity-dlq"));

    private StorageFaults() {}

    private static void source(HealthyStack stack, UnaryOperator<GetEventSourceMappingResponse.Builder> change) {
        stack.change(
                SOURCE,
                GetEventSourceMappingResponse.class,
                source -> change.apply(source.toBuilder()).build());
    }

    private static void function(HealthyStack stack, UnaryOperator<GetFunctionConfigurationResponse.Builder> change) {
        stack.change(
                FUNCTION,
                GetFunctionConfigurationResponse.class,
                function -> change.apply(function.toBuilder()).build());
    }
}
