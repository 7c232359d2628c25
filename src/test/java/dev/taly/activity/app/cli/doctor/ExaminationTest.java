package dev.taly.activity.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.template.Rights;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check, on a stack that is well, on one that has one fault, and with one right less. */
final class ExaminationTest {
    static Stream<Fault> faults() {
        return Stream.of(Faults.ALL, StorageFaults.ALL).flatMap(List::stream);
    }

    static Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        healthy().asked.forEach(question -> actions.addAll(question.actions()));
        return actions;
    }

    @Test
    void stackThatIsWell_hasNothingElse() {
        HealthyStack stack = new HealthyStack();

        Diagnosis diagnosis = stack.examine();

        assertThat(diagnosis.findings())
                .extracting(Finding::outcome)
                .hasOnlyElementsOfType(Outcome.Well.class)
                .hasSize(Checks.of(stack.site(), Clock.systemUTC()).size() + 1);
        assertThat(diagnosis.exitCode()).isZero();
        assertThat(diagnosis
                        .findings()
                        .get(diagnosis.findings().size() - 1)
                        .outcome()
                        .what())
                .isEqualTo("stored after 3.0 s");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_isFoundByOneFindingWithItsFix(Fault fault) {
        HealthyStack stack = new HealthyStack();
        fault.breaking().accept(stack);

        Diagnosis diagnosis = stack.examine();

        List<Finding> wrong = diagnosis.findings().stream()
                .filter(finding -> !(finding.outcome() instanceof Outcome.Well))
                .toList();
        assertThat(wrong).as("%s", wrong).hasSize(1);
        assertThat(wrong.get(0).subject()).isEqualTo(fault.subject());
        assertThat(wrong.get(0).outcome().what()).contains(fault.what());
        assertThat(means(wrong.get(0).outcome())).endsWith(".");
        assertThat(fix(wrong.get(0).outcome())).contains(fault.fix());
        assertThat(diagnosis.problems()).isEqualTo(fault.problem() ? 1 : 0);
        assertThat(diagnosis.exitCode()).isEqualTo(fault.problem() ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void rightThatIsMissing_isSaid_andTheOtherChecksGoOn(String action) {
        Diagnosis diagnosis = new HealthyStack().deny(action).examine();

        List<Finding> unknown = diagnosis.findings().stream()
                .filter(finding -> finding.outcome() instanceof Outcome.NotChecked)
                .toList();
        // Whoever may not look at dead letters misses nothing as long as the event arrives.
        boolean onlyWhereItFails = action.equals("sqs:ReceiveMessage") || action.equals("sqs:ChangeMessageVisibility");
        assertThat(unknown)
                .hasSizeGreaterThanOrEqualTo(onlyWhereItFails ? 0 : 1)
                .allSatisfy(finding -> assertThat(finding.outcome().what()).contains("needs " + action));
        assertThat(diagnosis.well()).isGreaterThan(5);
        assertThat(diagnosis.problems() + diagnosis.warnings()).isZero();
        assertThat(diagnosis.exitCode()).isEqualTo(unknown.isEmpty() ? 0 : 2);
    }

    @Test
    void deadLettersThatMayNotBeSeen_areNoReasonToGiveUp() {
        HealthyStack slow = new HealthyStack().deny("sqs:ReceiveMessage");
        slow.storedAfter = Duration.ofSeconds(50);
        assertThat(slow.examine().exitCode()).isZero();

        HealthyStack never = new HealthyStack().deny("sqs:ReceiveMessage");
        never.storedAfter = Duration.ofDays(1);
        assertThat(never.examine().findings())
                .extracting(finding -> finding.outcome().what())
                .contains("An event is not stored after 65 s. Whether it is a dead letter is not known: needs"
                        + " sqs:ReceiveMessage, sqs:ChangeMessageVisibility.");
    }

    @Test
    void queueThatIsGone_isSaidFirst() {
        HealthyStack stack = new HealthyStack().answer("sqs:GetQueueAttributes Queue", Optional.empty());
        stack.answer("sqs:GetQueueAttributes DeadLetterQueue", Optional.empty());

        assertThat(stack.examine().findings())
                .filteredOn(finding -> finding.outcome() instanceof Outcome.Problem)
                .extracting(finding -> finding.outcome().what() + " " + fix(finding.outcome()))
                .anyMatch(text -> text.startsWith("There is no queue activity-queue. aws sqs create-queue"))
                .anyMatch(text -> text.startsWith("There is no queue activity-dlq. aws sqs create-queue"));
    }

    @Test
    void everythingThatIsAsked_isAllowedByThePolicy_andNothingElse() {
        HealthyStack stack = healthy();
        Rights rights = new Rights("DoctorPolicy");
        stack.asked.add(CloudFormationQuestions.stack("activity"));
        stack.asked.add(CloudFormationQuestions.resources("activity"));

        Set<String> asked = new TreeSet<>();
        for (Question<?> question : stack.asked) {
            for (String action : question.actions()) {
                asked.add(action);
                String key = question.part().equals("Bucket") ? question.detail() : "";
                assertThat(rights.allow(action, question.part(), key))
                        .as("%s on %s %s", action, question.part(), key)
                        .isTrue();
            }
        }
        assertThat(asked).isEqualTo(rights.actions());
    }

    @Test
    void policy_letsNobodyReadOtherTenants() {
        Rights rights = new Rights("DoctorPolicy");

        assertThat(rights.allow("s3:GetObject", "Bucket", "events/tenant=acme/date=2024-03-28/x.jsonl.gz"))
                .isFalse();
        assertThat(rights.allow("s3:ListBucket", "Bucket", "events/tenant=acme/"))
                .isFalse();
        assertThat(rights.allow("sqs:ReceiveMessage", "Queue", "")).isFalse();
    }

    /** After it was asked all that there is to ask: a canary that does not come is looked for everywhere. */
    private static HealthyStack healthy() {
        HealthyStack stack = new HealthyStack();
        stack.storedAfter = Duration.ofSeconds(30);
        var unused = stack.examine();
        return stack;
    }

    private static String means(Outcome outcome) {
        return outcome instanceof Outcome.Problem problem ? problem.means() : ((Outcome.Warning) outcome).means();
    }

    private static String fix(Outcome outcome) {
        return outcome instanceof Outcome.Problem problem ? problem.fix() : ((Outcome.Warning) outcome).fix();
    }
}
