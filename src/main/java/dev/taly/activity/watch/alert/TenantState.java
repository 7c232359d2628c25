package dev.taly.activity.watch.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of one tenant: a history for each rule and key, alerts that are not delivered yet, and of operations, how deep
 * queues were. Bounded, whatever
 * comes: of too many keys, those are forgotten that were quiet longest. Not for sharing between threads.
 */
public final class TenantState {
    /** At some hundred bytes each for rules that count to five, and some ten for each more. */
    static final int MAX_HISTORIES = 10_000;

    static final int MAX_PENDING = 1_000;

    private static final int FORGOTTEN_AT_ONCE = MAX_HISTORIES / 10;

    private final Map<Slot, History> histories = new LinkedHashMap<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Depths> depths = new LinkedHashMap<>();

    /** Whose history it is. */
    record Slot(String rule, String key) {}

    /**
     * An alert that is not delivered everywhere yet.
     *
     * @param since when somebody began to
     * @param told the channels that have it
     */
    record Pending(Alert alert, Instant since, Set<String> told) {
        Pending {
            told = Set.copyOf(told);
        }

        /** The same, after more channels were told. */
        Pending with(Set<String> more) {
            Set<String> all = new HashSet<>(told);
            all.addAll(more);
            return new Pending(alert, since, all);
        }
    }

    /** Nothing is remembered. */
    public TenantState() {}

    Map<Slot, History> histories() {
        return Collections.unmodifiableMap(histories);
    }

    /** The history of that, a new one where there is none. */
    History history(Slot slot) {
        History known = histories.get(slot);
        if (known == null) {
            if (histories.size() >= MAX_HISTORIES) {
                forgetSome();
            }
            known = new History();
            histories.put(slot, known);
        }
        return known;
    }

    /** Forgets what is older than that, in all histories of a rule. */
    void forget(String rule, Instant before) {
        histories.entrySet().removeIf(entry -> {
            if (entry.getKey().rule().equals(rule)) {
                entry.getValue().forget(before);
            }
            return entry.getValue().isEmpty();
        });
    }

    /** Forgets rules that are no more. */
    void keepRules(Set<String> names) {
        histories.keySet().removeIf(slot -> !names.contains(slot.rule()));
    }

    /** What is remembered of queues, by their names. */
    Map<String, Depths> depths() {
        return Collections.unmodifiableMap(depths);
    }

    /** What is remembered of a queue. */
    Depths depths(String queue) {
        return depths.computeIfAbsent(queue, any -> new Depths());
    }

    void forgetDepths(Instant before) {
        depths.values().forEach(queue -> queue.forget(before));
        depths.values().removeIf(Depths::isEmpty);
    }

    /** The alerts that are not delivered yet, by their ids. */
    Map<String, Pending> pending() {
        return pending;
    }

    /**
     * Gives up the oldest alerts of too many; returns how many.
     *
     * @param latest how many of the last were not tried yet, and are kept all the same
     */
    int giveUpPending(int latest) {
        int given = Math.max(0, pending.size() - Math.max(MAX_PENDING, latest));
        pending.keySet().stream().limit(given).toList().forEach(pending::remove);
        return given;
    }

    boolean isEmpty() {
        return histories.isEmpty() && pending.isEmpty() && depths.isEmpty();
    }

    private void forgetSome() {
        histories.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().latest()))
                .limit(FORGOTTEN_AT_ONCE)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(histories::remove);
    }
}
