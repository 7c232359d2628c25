package dev.taly.activity.template;

import static dev.taly.activity.template.Mistakes.attribute;
import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes around the keeping of dead letters. */
final class QuarantineMistakes {
    private static final String KEEPER = "Resources/Quarantine/Properties/";
    private static final String VARIABLES = KEEPER + "Environment/Variables/";
    private static final String ROLE = "Resources/QuarantineRole/Properties/Policies/0/PolicyDocument/Statement/";
    private static final String SCHEDULE = "Resources/QuarantineSchedule/Properties/";
    private static final String OPERATORS = "Resources/OperatorPolicy/Properties/PolicyDocument/Statement/";

    static final List<Mutation> ALL = List.of(
            set(
                    "the keeper's handler exists and reads streams",
                    KEEPER + "Handler",
                    "dev.taly.activity.app.Quarantine::handleRequest"),
            remove("the keeper's variables are those that its settings read", VARIABLES + "ARCHIVE_AFTER_DAYS"),
            set(
                    "the keeper's variables name the bucket and both queues",
                    VARIABLES + "UNDELIVERED_URL",
                    Map.of("Ref", "DeadLetterQueue")),
            set("the keeper's settings accept every age", "Parameters/DeadLetterArchiveDays/MinValue", 0),
            set(
                    "a letter is kept two days before SQS deletes it, at the latest",
                    "Parameters/DeadLetterArchiveDays/MaxValue",
                    13),
            set("the keeper runs twice a day", SCHEDULE + "ScheduleExpression", "rate(12 days)"),
            set("the keeper runs twice a day", SCHEDULE + "State", "DISABLED"),
            set("the keeper runs twice a day", SCHEDULE + "Target/Arn", attribute("Consumer", "Arn")),
            set(
                    "the schedule may start the keeper and no more",
                    "Resources/QuarantineScheduleRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource",
                    attribute("Consumer", "Arn")),
            add("the keeper may look and write, and not delete", ROLE + "0/Action", "sqs:DeleteMessage"),
            remove("the keeper may look and write, and not delete", ROLE + "1"),
            remove("the keeper may look and write, and not delete", KEEPER + "Role"),
            remove("nobody but auditors and the doctor lists more than the quarantine", ROLE + "2/Condition"),
            remove("nobody but auditors and the doctor lists more than the quarantine", OPERATORS + "3/Condition"),
            add("operators see dead letters and no stored event", OPERATORS + "1/Action", "sqs:ReceiveMessage"),
            set(
                    "operators see dead letters and no stored event",
                    OPERATORS + "2/Resource",
                    Mistakes.sub("${Bucket.Arn}/events/*")),
            remove("operators can do what their commands do", OPERATORS + "0/Action/1"),
            set(
                    "kept letters expire after the retention",
                    "Resources/Bucket/Properties/LifecycleConfiguration/Rules/2/ExpirationInDays",
                    14),
            set(
                    "a keeper that fails rings, and one that does not run",
                    "Resources/QuarantineErrorsAlarm/Properties/Dimensions/0/Value",
                    Map.of("Ref", "Consumer")),
            remove("a keeper that fails rings, and one that does not run", "Resources/QuarantineSilentAlarm"),
            set(
                    "silence is no alarm, but of what must run",
                    "Resources/QuarantineSilentAlarm/Properties/TreatMissingData",
                    "notBreaching"));

    private QuarantineMistakes() {}
}
