package dev.taly.activity.app.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How long queues keep what waits in them. */
final class RetentionCheck implements Check {
    /** A message that moves keeps its age: that much is left to look at it. */
    private static final Duration TO_LOOK = Duration.ofDays(1);

    private static final long MOST = Duration.ofDays(14).toSeconds();

    @Override
    public String subject() {
        return "retention";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        long queue = seconds(site, account, SqsQuestions.QUEUE);
        long letters = seconds(site, account, SqsQuestions.DEAD_LETTERS);
        long undelivered = seconds(site, account, SqsQuestions.UNDELIVERED);
        return Findings.about(subject())
                .problem(
                        letters < queue + TO_LOOK.toSeconds(),
                        "Dead letters are kept for " + text(letters) + ", and messages of the queue for " + text(queue)
                                + ".",
                        "A dead letter has the age that it had in the queue, so it may be deleted as soon as it is one.",
                        set(site, SqsQuestions.DEAD_LETTERS, MOST))
                .warning(
                        undelivered < MOST,
                        "What could not be delivered is kept for " + text(undelivered) + ", of 14 days at most.",
                        "There is less time to find out why, and to send it again.",
                        set(site, SqsQuestions.UNDELIVERED, MOST))
                .warning(
                        queue < Duration.ofDays(4).toSeconds(),
                        "The queue keeps messages for " + text(queue) + ".",
                        "If the consumer is down for longer, over a weekend, say, events are deleted.",
                        set(site, SqsQuestions.QUEUE, Duration.ofDays(7).toSeconds()))
                .orWell("queue " + text(queue) + ", dead letters " + text(letters));
    }

    private static long seconds(Site site, Account account, String part) {
        return QueueCheck.number(
                account.ask(SqsQuestions.queue(site, part)).orElse(Map.of()),
                QueueAttributeName.MESSAGE_RETENTION_PERIOD);
    }

    private static String set(Site site, String part, long seconds) {
        return site.aws("sqs set-queue-attributes --queue-url " + site.part(part)
                + " --attributes MessageRetentionPeriod=" + seconds);
    }

    private static String text(long seconds) {
        long day = Duration.ofDays(1).toSeconds();
        return seconds % day == 0 ? seconds / day + " days" : seconds + " s";
    }
}
