package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** This machine's clock, against the time that an answer of AWS states. */
final class ClockCheck implements Check {
    /** AWS refuses signatures that are further off: https://docs.aws.amazon.com/general/latest/gr/signing-aws-api-requests.html. */
    private static final Duration SIGNATURES = Duration.ofMinutes(5);

    private static final String FIX = "Let the clock be set over the network: timedatectl set-ntp true";

    private final Clock clock;

    ClockCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "clock";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Instant before = clock.instant();
        Optional<Instant> there = account.ask(SqsQuestions.time(site));
        Instant after = clock.instant();
        if (there.isEmpty()) {
            throw new UnansweredException("the answer has no date");
        }
        Duration ahead = Duration.between(
                there.get(), before.plus(Duration.between(before, after).dividedBy(2)));
        return Findings.about(subject())
                .warning(
                        ahead.compareTo(EventRules.MAX_AHEAD) > 0,
                        "This machine's clock is " + text(ahead) + " ahead.",
                        "Events that are made here go to the dead letters, as timestamp_out_of_range, and AWS may refuse"
                                + " signatures.",
                        FIX)
                .warning(
                        ahead.negated().compareTo(SIGNATURES) > 0,
                        "This machine's clock is " + text(ahead.negated()) + " behind.",
                        "AWS may refuse signatures of what is published here, and events may lie in the wrong day.",
                        FIX)
                .orWell("within " + Math.max(1, ahead.abs().toSeconds()) + " s of "
                        + (site.isLocal() ? "the stack's" : "AWS's"));
    }

    private static String text(Duration time) {
        return time.toMinutes() < 120 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
    }
}
