package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.Sha256;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.watch.alert.AlertRule.Silence;
import dev.taly.activity.watch.alert.AlertRule.Threshold;
import dev.taly.activity.watch.alert.AlertRule.Travel;
import dev.taly.activity.watch.alert.TenantState.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    private static final Duration HOUR = Duration.ofHours(1);

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
                        List<Hit> hits = history.hits();
                        raise(rule, slot, history, hits, "nothing since", tenantId)
                                .ifPresent(alerts::add);
                    }
                });
            }
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
        if (rule.test() instanceof Threshold threshold) {
            return crossed(rule, threshold, history)
                    .flatMap(hits -> raise(rule, slot, history, hits, "", line.tenantId()));
        }
        if (rule.test() instanceof Travel travel) {
            return travelled(travel, history, hit)
                    .flatMap(hits -> raise(rule, slot, history, hits, journey(hits), line.tenantId()));
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

    /** The hit with the one before or after it, if nobody gets from the one to the other in that time. */
    private static Optional<List<Hit>> travelled(Travel travel, History history, Hit hit) {
        List<Hit> hits = history.hits();
        int at = hits.indexOf(hit);
        for (int first = Math.max(0, at - 1); first < Math.min(at + 1, hits.size() - 1); first++) {
            Hit from = hits.get(first);
            Hit to = hits.get(first + 1);
            double hours = (double) Duration.between(from.time(), to.time()).toMillis() / HOUR.toMillis();
            double kilometres = kilometres(from, to);
            if (kilometres >= travel.leastKilometres() && kilometres > travel.kilometresPerHour() * hours) {
                return Optional.of(List.of(from, to));
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

    private static Optional<Alert> raise(
            AlertRule rule, Slot slot, History history, List<Hit> hits, String details, String tenantId) {
        Instant time = hits.get(hits.size() - 1).time();
        if (history.isQuiet(time, rule.cooldown())) {
            return Optional.empty();
        }
        Alert alert = new Alert(
                id(rule, slot.key(), tenantId, time),
                rule.name(),
                rule.title(),
                rule.severity(),
                tenantId,
                rule.by(),
                slot.key(),
                time,
                hits.get(0).time(),
                hits.size(),
                hits.stream().limit(Alert.MOST_IDS).map(Hit::id).toList(),
                details);
        history.raised(time);
        return Optional.of(alert);
    }

    /** Two alerts of a rule for one key are at least a cooldown apart, so a part of time of that length names one. */
    private static String id(AlertRule rule, String key, String tenantId, Instant time) {
        long part = Math.floorDiv(time.getEpochSecond(), rule.cooldown().toSeconds());
        String name = rule.name() + '\n' + tenantId + '\n' + key + '\n' + part;
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    }

    private static String journey(List<Hit> hits) {
        Hit from = hits.get(0);
        Hit to = hits.get(1);
        return String.format(
                Locale.ROOT,
                "%s to %s, %,.0f km in %d min",
                name(from.place()),
                name(to.place()),
                kilometres(from, to),
                Duration.between(from.time(), to.time()).toMinutes());
    }

    private static String name(@Nullable Place place) {
        return place == null || place.name().isEmpty() ? "an unnamed place" : place.name();
    }

    private static double kilometres(Hit from, Hit to) {
        Place one = from.place();
        Place other = to.place();
        return one == null || other == null ? 0 : one.kilometresTo(other);
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
    }
}
