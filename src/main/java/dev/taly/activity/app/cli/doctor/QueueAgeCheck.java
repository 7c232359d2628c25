package dev.taly.activity.app.cli.doctor;

import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** How long the oldest event has waited. */
final class QueueAgeCheck implements Check {
    /** As the template's alarm. */
    private static final double TOO_OLD = 1_800;

    private final Clock clock;

    QueueAgeCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "queue age";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        double seconds = account.ask(CloudWatchQuestions.oldest(site, SqsQuestions.QUEUE, clock.instant()))
                .orElse(0);
        return Findings.about(subject())
                .problem(
                        seconds > TOO_OLD,
                        String.format(Locale.ROOT, "The oldest event has waited for %,.0f minutes.", seconds / 60),
                        "The consumer is down, too slow, or cannot write. Nothing is lost yet: the queue keeps events for days.",
                        "See its log: " + site.aws("logs tail /aws/lambda/" + site.name() + "-consumer --since 1h"))
                .orWell(String.format(
                        Locale.ROOT, "the oldest waited for %.0f s within a quarter of an hour", seconds));
    }
}
