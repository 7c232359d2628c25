package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.cli.doctor.Policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Who may send to a queue: the topic, and nobody else. */
final class QueuePolicyCheck implements Check {
    private static final String SEND = "sqs:SendMessage";

    private final String part;

    /** @param part {@code Queue} or {@code UndeliveredQueue} */
    QueuePolicyCheck(String part) {
        this.part = part;
    }

    @Override
    public String subject() {
        return part.equals(SqsQuestions.QUEUE) ? "queue policy" : "undelivered policy";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        String text = account.ask(SqsQuestions.queue(site, part))
                .orElse(Map.of())
                .getOrDefault(QueueAttributeName.POLICY, "");
        Policy policy = text.isEmpty() ? new Policy(List.of()) : Policy.read(text);
        String topic = site.part(SnsQuestions.TOPIC);
        String queue = site.nameOf(part);
        Optional<Statement> stranger = policy.allowing(SEND)
                .filter(statement -> !isTheTopic(statement, topic))
                .findFirst();
        return Findings.about(subject())
                .problem(
                        policy.allowing(SEND).noneMatch(statement -> isTheTopic(statement, topic)),
                        "The policy of " + queue + " does not let the topic send.",
                        part.equals(SqsQuestions.QUEUE)
                                ? "SNS cannot deliver: events go to the undelivered queue, or are gone."
                                : "What cannot be delivered is gone.",
                        site.rewrite(part + "Policy"))
                .problem(
                        policy.denying(SEND).anyMatch(statement -> !statement.isAboutTlsAlone()),
                        "The policy of " + queue + " denies everybody to send.",
                        "A denial counts more than what is allowed: SNS cannot deliver.",
                        site.rewrite(part + "Policy"))
                .problem(
                        stranger.isPresent(),
                        "The policy of " + queue + " lets others than the topic send.",
                        "They can write events that no service published.",
                        site.rewrite(part + "Policy"))
                .warning(
                        !policy.isTlsOnly("sqs"),
                        "The policy of " + queue + " does not insist on TLS.",
                        "Events may be sent to it in the clear.",
                        site.rewrite(part + "Policy"))
                .orWell("the topic alone may send, by TLS");
    }

    private static boolean isTheTopic(Statement statement, String topic) {
        return (statement.isForService("sns.amazonaws.com") || statement.isForAll()) && statement.isFrom(topic);
    }
}
