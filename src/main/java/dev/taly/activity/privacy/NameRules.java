package dev.taly.activity.privacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules for names of members, of which the first that matches wins. Safe for any number of threads. Names repeat from event
 * to event, so what was found out about one is remembered, for a bounded number of them.
 */
final class NameRules {
    private static final int MAX_REMEMBERED = 4096;
    private static final int LONGEST_REMEMBERED = 64;
    /** The longest name that is looked at; what is longer is no name that people give to a field, and costs a match too much. */
    private static final int LONGEST = 1024;

    /** One rule. */
    record Rule(List<NamePattern> names, Treatment treatment) {
        Rule {
            names = List.copyOf(names);
        }
    }

    private record Indexed(int index, Treatment treatment) {}

    private record Wildcard(int index, NamePattern pattern, Treatment treatment) {}

    private final List<Rule> rules;
    private final Map<String, Indexed> exact = new HashMap<>();
    private final List<Wildcard> wildcards = new ArrayList<>();
    private final Map<String, Optional<Treatment>> remembered = new ConcurrentHashMap<>();

    NameRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (int i = 0; i < rules.size(); i++) {
            for (NamePattern pattern : rules.get(i).names()) {
                if (pattern.isExact()) {
                    exact.putIfAbsent(
                            pattern.text(), new Indexed(i, rules.get(i).treatment()));
                } else {
                    wildcards.add(new Wildcard(i, pattern, rules.get(i).treatment()));
                }
            }
        }
    }

    /** These rules, tried before those. */
    NameRules before(NameRules others) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(others.rules);
        return new NameRules(all);
    }

    boolean has(Treatment treatment) {
        return rules.stream().anyMatch(rule -> rule.treatment() == treatment);
    }

    /** The treatment of the first rule for that name. */
    Optional<Treatment> find(String name) {
        Optional<Treatment> known = remembered.get(name);
        if (known != null) {
            return known;
        }
        Optional<Treatment> found =
                look(NamePattern.plain(name.length() > LONGEST ? name.substring(0, LONGEST) : name));
        if (name.length() <= LONGEST_REMEMBERED) {
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(name, found);
        }
        return found;
    }

    private Optional<Treatment> look(String plain) {
        Indexed byName = exact.get(plain);
        for (Wildcard wildcard : wildcards) {
            if (byName != null && byName.index() < wildcard.index()) {
                break;
            }
            if (wildcard.pattern().matches(plain)) {
                return Optional.of(wildcard.treatment());
            }
        }
        return Optional.ofNullable(byName).map(Indexed::treatment);
    }
}
