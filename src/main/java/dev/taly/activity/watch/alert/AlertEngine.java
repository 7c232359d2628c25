package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.watch.alert.AlertRule.Growth;
import dev.taly.activity.watch.alert.AlertRule.Silence;
import dev.taly.activity.watch.alert.AlertRule.Threshold;
import dev.taly.activity.watch.alert.AlertRule.Travel;
import dev.taly.activity.watch.alert.Depths.Depth;
import dev.taly.activity.watch.alert.TenantState.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds events against rules. An event counts once, however often it comes. What is raised goes by the events' own times, so
 * events may come in any order: as long as those that belong together span less than the cooldown, exactly one alert is raised for
 * them; over a longer time, no two for the same key that are nearer to each other. Of each key some more hits are remembered than the
 * rule counts, the latest: those of long before that come after so many later ones raise nothing. Safe for any number of threads, each with a
 * state of its own.
 */
public final class AlertEngine {
    /** Events that come later than that count no more. */
    static final Duration LATE = Duration.ofDays(1);

    /** Of a key's hits, more than a rule needs: those that come in the wrong order belong to windows of before. */
    private static final int SPARE = 16;

    private static final int TRAVEL_HITS = 32;

    private final AlertRules rules;

    public AlertEngine(AlertRules rules) {
        this.rules = requireNonNull(rules, "rules is null");
    }

    /**
     * Takes events of one tenant.
     *
     * @param state of that tenant; it remembers them, and forgets what is too old to matter
     * @param now the clock's time
     * @return the alerts that they raise
     */
    public List<Alert> take(TenantState state, Collection<StoredLine> lines, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        for (StoredLine line : lines) {
            for (AlertRule rule : rules.matching(line)) {
                rule.by()
                        .of(line)
                        .ifPresent(key -> take(state, line, rule, key, now).ifPresent(alerts::add));
            }
        }
        forget(state, now);
        return alerts;
    }

    /**
     * Looks what has fallen silent. To be called now and then.
     *
     * @return the alerts that the clock raises
     */
    public List<Alert> tick(TenantState state, String tenantId, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        for (AlertRule rule : rules.all()) {
            if (rule.test() instanceof Silence silence) {
                state.histories().forEach((slot, history) -> {
                    if (slot.rule().equals(rule.name()) && isSilent(silence, history, now)) {
                        new Raising(rule, slot, history, tenantId)
                                .of(history.hits(), "nothing since")
                                .ifPresent(alerts::add);
                    }
                });
            }
        }
        forget(state, now);
        return alerts;
    }

    /**
     * Looks how a queue of dead letters has grown. To be called now and then.
     *
     * @param state of the tenant that operations works as
     * @param letters how many it holds
     * @return the alerts that they raise
     */
    public List<Alert> measure(TenantState state, String tenantId, String queue, long letters, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        List<AlertRule> growing = rules.all().stream()
                .filter(rule -> rule.test() instanceof Growth)
                .toList();
        if (!growing.isEmpty()) {
            state.depths(queue).add(new Depth(now, letters));
        }
        for (AlertRule rule : growing) {
            grown((Growth) rule.test(), state.depths(queue), letters, now).ifPresent(least -> {
                Slot slot = new Slot(rule.name(), queue);
                int more = (int) Math.min(Integer.MAX_VALUE, letters - least.letters());
                String details =
                        String.format(Locale.ROOT, "%,d more since %s, %,d in all", more, least.time(), letters);
                new Raising(rule, slot, state.history(slot), tenantId)
                        .of(least.time(), now, more, List.of(), details)
                        .ifPresent(alerts::add);
            });
        }
        forget(state, now);
        return alerts;
    }

    private Optional<Alert> take(TenantState state, StoredLine line, AlertRule rule, String key, Instant now) {
        Instant time = line.timestamp().instant();
        Place place = rule.test() instanceof Travel ? Places.of(line).orElse(null) : null;
        if (time.isBefore(oldest(rule, now)) || (place == null && rule.test() instanceof Travel)) {
            return Optional.empty();
        }
        Slot slot = new Slot(rule.name(), key);
        History history = state.history(slot);
        Hit hit = new Hit(time, line.id(), place);
        if (!history.add(hit, remembered(rule.test()))) {
            return Optional.empty();
        }
        Raising raising = new Raising(rule, slot, history, line.tenantId());
        if (rule.test() instanceof Threshold threshold) {
            return crossed(rule, threshold, history).flatMap(hits -> raising.of(hits, ""));
        }
        if (rule.test() instanceof Travel travel) {
            return Journeys.impossible(travel, history, hit).flatMap(hits -> raising.of(hits, Journeys.words(hits)));
        }
        return Optional.empty();
    }

    /** The earliest window that holds enough, and that no alert speaks of yet. */
    private static Optional<List<Hit>> crossed(AlertRule rule, Threshold threshold, History history) {
        List<Hit> hits = history.hits();
        for (int last = threshold.count() - 1; last < hits.size(); last++) {
            int first = last - threshold.count() + 1;
            Duration span =
                    Duration.between(hits.get(first).time(), hits.get(last).time());
            if (span.compareTo(threshold.within()) <= 0
                    && !history.isQuiet(hits.get(last).time(), rule.cooldown())) {
                return Optional.of(hits.subList(first, last + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isSilent(Silence silence, History history, Instant now) {
        List<Hit> hits = history.hits();
        if (hits.size() < silence.least()) {
            return false;
        }
        Instant last = hits.get(hits.size() - 1).time();
        Instant first = hits.get(hits.size() - silence.least()).time();
        return last.plus(silence.after()).isBefore(now)
                && Duration.between(first, last).compareTo(silence.after()) <= 0;
    }

    private static Optional<Depth> grown(Growth growth, Depths depths, long letters, Instant now) {
        return depths.least(now.minus(growth.within())).filter(least -> letters - least.letters() >= growth.count());
    }

    private static int remembered(AlertRule.Test test) {
        if (test instanceof Threshold threshold) {
            return 2 * threshold.count() + SPARE;
        }
        return test instanceof Silence silence ? silence.least() : TRAVEL_HITS;
    }

    private static Instant oldest(AlertRule rule, Instant now) {
        return now.minus(LATE).minus(rule.test().span()).minus(rule.cooldown());
    }

    private void forget(TenantState state, Instant now) {
        Map<String, AlertRule> known = rules.all().stream().collect(Collectors.toMap(AlertRule::name, rule -> rule));
        state.keepRules(known.keySet());
        known.values().forEach(rule -> state.forget(rule.name(), oldest(rule, now)));
        Duration longest = known.values().stream()
                .filter(rule -> rule.test() instanceof Growth)
                .map(rule -> rule.test().span())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        state.forgetDepths(now.minus(longest));
    }
}
