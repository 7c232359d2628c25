package dev.taly.activity.privacy;

import java.util.ArrayList;
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
    /** What a name gets behind it when its value becomes a pseudonym. */
    static final String SUFFIX = "_hash";

    /** One rule. */
    record Rule(List<NamePattern> names, Treatment treatment) {
        Rule {
            names = List.copyOf(names);
        }
    }

    private final List<Rule> rules;
    private final Map<String, Optional<Treatment>> remembered = new ConcurrentHashMap<>();

    NameRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
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

    /** The treatment of the first rule for that name; {@code _hash} at its end does not count where there is one without it. */
    Optional<Treatment> find(String name) {
        Optional<Treatment> known = remembered.get(name);
        if (known != null) {
            return known;
        }
        String base = withoutSuffix(name);
        Optional<Treatment> found = look(base);
        if (found.isEmpty() && base.length() < name.length()) {
            found = look(name);
        }
        if (name.length() <= LONGEST_REMEMBERED) {
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(name, found);
        }
        return found;
    }

    /** Whether it ends like the names that members with pseudonyms get. */
    static boolean isHashed(String name) {
        return withoutSuffix(name).length() < name.length();
    }

    /** The name that it had before: what went by a rule once goes by the same the next time. */
    private static String withoutSuffix(String name) {
        int end = name.length();
        while (end > 0 && Characters.isDigit(name.charAt(end - 1))) {
            end--;
        }
        boolean isNumbered = end < name.length() && end > 0 && name.charAt(end - 1) == '_';
        String unnumbered = isNumbered ? name.substring(0, end - 1) : name;
        return unnumbered.endsWith(SUFFIX) ? unnumbered.substring(0, unnumbered.length() - SUFFIX.length()) : name;
    }

    private Optional<Treatment> look(String name) {
        NameWords words = NameWords.of(name);
        for (Rule rule : rules) {
            for (NamePattern pattern : rule.names()) {
                if (pattern.matches(words)) {
                    return Optional.of(rule.treatment());
                }
            }
        }
        return Optional.empty();
    }
}
