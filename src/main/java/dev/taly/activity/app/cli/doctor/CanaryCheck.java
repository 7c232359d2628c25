package dev.taly.activity.app.cli.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Sends one event through the stack and waits until the archive holds it. */
final class CanaryCheck implements Check {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** A look at the dead letters hides them from others for a moment, so not at each look. */
    private static final int LOOKS_AT_LETTERS = 10;

    /** As far as clocks may differ: a consumer's that is behind names its objects earlier. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final Means means;
    private final Sender sender;
    private final Duration patience;

    /**
     * @param patience how long to wait beyond the time that a batch may wait
     */
    CanaryCheck(Means means, Sender sender, Duration patience) {
        this.means = means;
        this.sender = sender;
        this.patience = patience;
    }

    /**
     * Who sends it.
     *
     * @param tenantId whose log it goes to
     */
    record Sender(String tenantId, String actorId) {}

    /**
     * What it goes by.
     *
     * @param progress hears how many seconds it has waited
     */
    record Means(Clock clock, LongSupplier nanoTime, Pause pause, LongConsumer progress) {}

    @Override
    public String subject() {
        return "round trip";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Canary canary = new Canary(
                "doctor-" + UUID.randomUUID(),
                sender.tenantId(),
                sender.actorId(),
                site.name(),
                means.clock().instant());
        Instant from = canary.sentAt().minus(CLOCKS);
        Set<String> known = new HashSet<>(account.ask(CanaryQuestions.keys(site, canary, from)));
        Optional<String> refused = account.ask(CanaryQuestions.publish(site, canary));
        Findings findings = Findings.about(subject());
        if (refused.isPresent()) {
            return findings.problem(
                            true,
                            "The topic does not take an event: " + refused.get() + ".",
                            "Services cannot publish either, if their rights are yours.",
                            "Mend what it names; publishing takes the right sns:Publish.")
                    .orWell("");
        }
        CanaryWatch watch = new CanaryWatch(site, account, canary, from, known);
        return await(findings, watch, Duration.ofSeconds(site.windowSeconds()).plus(patience));
    }

    private List<Finding> await(Findings findings, CanaryWatch watch, Duration limit) {
        long start = means.nanoTime().getAsLong();
        for (int looks = 1; waited(start).compareTo(limit) < 0; looks++) {
            if (watch.isStored()) {
                return findings.orWell(String.format(
                        Locale.ROOT, "stored after %.1f s", waited(start).toMillis() / 1_000.0));
            }
            if (looks % LOOKS_AT_LETTERS == 0 && watch.isDead()) {
                return watch.explain(findings, limit).orWell("");
            }
            means.progress().accept(waited(start).toSeconds());
            if (!means.pause().of(LOOK)) {
                return findings.notChecked("It was stopped before the event was there.")
                        .orWell("");
            }
        }
        var unused = watch.isDead();
        return watch.explain(findings, limit).orWell("");
    }

    private Duration waited(long start) {
        return Duration.ofNanos(means.nanoTime().getAsLong() - start);
    }
}
