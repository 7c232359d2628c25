package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Whether events wait where somebody must look at them. */
final class DeadLettersCheck implements Check {
    private final String part;

    /** @param part {@code DeadLetterQueue} or {@code UndeliveredQueue} */
    DeadLettersCheck(String part) {
        this.part = part;
    }

    @Override
    public String subject() {
        return part.equals(SqsQuestions.DEAD_LETTERS) ? "dead letters" : "undelivered";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<Map<QueueAttributeName, String>> said = account.ask(SqsQuestions.queue(site, part));
        Map<QueueAttributeName, String> queue = said.orElse(Map.of());
        long count = QueueCheck.number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                + QueueCheck.number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
        String name = site.nameOf(part);
        return Findings.about(subject())
                .problem(
                        said.isEmpty(),
                        "There is no queue " + name + ".",
                        "Events that are refused, or fail, are gone.",
                        site.remake("sqs create-queue --queue-name " + name))
                .warning(
                        count > 0,
                        String.format(Locale.ROOT, "%,d wait in %s.", count, name),
                        "These events are not in the archive. SQS deletes them when they are 14 days old.",
                        "activity dlq list" + (site.isLocal() ? "" : " --dlq " + name)
                                + " says why; then mend the cause, and activity dlq replay.")
                .orWell("none");
    }
}
