package dev.taly.activity.watch.alert;

import dev.taly.activity.archive.Sha256;
import dev.taly.activity.watch.alert.TenantState.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes alerts of one rule for one key, unless the rule would only say again what it said.
 *
 * @param history what the rule remembers of that key
 */
record Raising(AlertRule rule, Slot slot, History history, String tenantId) {
    /** An alert for those events, the latest last; nothing within the cooldown. */
    Optional<Alert> of(List<Hit> hits, String details) {
        Hit last = hits.get(hits.size() - 1);
        List<String> ids = hits.stream().limit(Alert.MOST_IDS).map(Hit::id).toList();
        return of(hits.get(0).time(), last.time(), hits.size(), ids, details);
    }

    /** The same for what is no event. */
    Optional<Alert> of(Instant first, Instant time, int count, List<String> ids, String details) {
        if (history.isQuiet(time, rule.cooldown())) {
            return Optional.empty();
        }
        history.raised(time);
        return Optional.of(new Alert(
                id(time),
                rule.name(),
                rule.title(),
                rule.severity(),
                tenantId,
                rule.by(),
                slot.key(),
                time,
                first,
                count,
                ids,
                details));
    }

    /** Two alerts of a rule for one key are at least a cooldown apart, so a part of time of that length names one. */
    private String id(Instant time) {
        long part = Math.floorDiv(time.getEpochSecond(), rule.cooldown().toSeconds());
        String name = rule.name() + '\n' + tenantId + '\n' + slot.key() + '\n' + part;
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    }
}
