package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.deadletter.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Looks where a canary may have come out. For one thread. */
final class CanaryWatch {
    private final Site site;
    private final Account account;
    private final Canary canary;
    private final Instant from;
    private final Set<String> known;
    private Optional<Letter> letter = Optional.empty();
    private String blind = "";

    /**
     * @param from no object is named after an earlier time
     * @param known keys of objects that it is not in; grows
     */
    CanaryWatch(Site site, Account account, Canary canary, Instant from, Set<String> known) {
        this.site = site;
        this.account = account;
        this.canary = canary;
        this.from = from;
        this.known = known;
    }

    boolean isStored() {
        for (String key : account.ask(CanaryQuestions.keys(site, canary, from))) {
            if (known.add(key) && account.ask(CanaryQuestions.holds(site, canary, key))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a dead letter, as far as that may be asked. */
    boolean isDead() {
        try {
            letter = account.ask(CanaryQuestions.letter(site, canary));
            blind = "";
        } catch (UnansweredException e) {
            blind = e.why();
        }
        return letter.isPresent();
    }

    /** Says why it is not stored. */
    Findings explain(Findings findings, Duration limit) {
        return letter.map(found -> dead(findings, found)).orElseGet(() -> late(findings, limit));
    }

    private Findings dead(Findings findings, Letter found) {
        String where = found.reason().pointer().isEmpty()
                ? ""
                : " at " + found.reason().pointer();
        return findings.problem(
                true,
                "A good event became a dead letter: " + found.reason().code() + where + ". "
                        + found.reason().message(),
                "Events of services may become some, too.",
                "activity dlq show " + found.messageId()
                        + (site.isLocal() ? "" : " --dlq " + site.nameOf(SqsQuestions.DEAD_LETTERS)));
    }

    private Findings late(Findings findings, Duration limit) {
        String letters = blind.isEmpty()
                ? ", and is no dead letter either."
                : ". Whether it is a dead letter is not known: " + blind + ".";
        return findings.problem(
                true,
                "An event is not stored after " + limit.toSeconds() + " s" + letters,
                "It may still wait in the queue, or never have come there; and so may other events.",
                "Mend what else is found here. If that is nothing, see the consumer's log"
                        + (site.isLocal()
                                ? ", where activity local runs."
                                : ": " + site.aws("logs tail /aws/lambda/" + site.name() + "-consumer --since 15m")));
    }
}
