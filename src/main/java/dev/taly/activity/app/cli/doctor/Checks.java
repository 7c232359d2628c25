package dev.taly.activity.app.cli.doctor;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Which checks a stack gets, in the order of the flow. */
final class Checks {
    private Checks() {}

    /** All but the round trip. */
    static List<Check> of(Site site, Clock clock) {
        List<Check> checks = new ArrayList<>();
        if (!site.isLocal()) {
            checks.add(new StackCheck());
        }
        checks.add(new ClockCheck(clock));
        checks.add(new TopicCheck());
        checks.add(new SubscriptionCheck());
        checks.add(new QueueCheck());
        if (site.isLocal()) {
            checks.add(new DeadLettersCheck(SqsQuestions.DEAD_LETTERS));
            checks.add(new LeftOut(
                    "AWS alone", "policies, retention, functions, locks and alarms: the local stack has none"));
        } else {
            checks.addAll(ofAws(clock));
        }
        return checks;
    }

    private static List<Check> ofAws(Clock clock) {
        return List.of(
                new QueuePolicyCheck(SqsQuestions.QUEUE),
                new QueuePolicyCheck(SqsQuestions.UNDELIVERED),
                new RetentionCheck(),
                new QueueAgeCheck(clock),
                new SourceCheck(),
                new FunctionCheck(),
                new DeadLettersCheck(SqsQuestions.DEAD_LETTERS),
                new DeadLettersCheck(SqsQuestions.UNDELIVERED),
                new BucketLockCheck(),
                new LifecycleCheck(),
                new BucketGuardCheck(),
                new BucketPolicyCheck(),
                new AlarmsCheck(clock));
    }
}
