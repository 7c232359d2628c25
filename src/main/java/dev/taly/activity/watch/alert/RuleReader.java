package dev.taly.activity.watch.alert;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the file of rules. Where something is wrong it is noted, and the rule is never used. */
final class RuleReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,4})([smhd])");
    private static final String TIME_RULE = "a time of 1s to 7d, such as 90s, 10m or 24h";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration USUAL_COOLDOWN = Duration.ofHours(1);
    private static final List<String> FIELDS =
            Arrays.stream(LineField.values()).map(LineField::wire).toList();
    private static final int MAX_TITLE = 80;
    private static final int MAX_COUNT = 1_000;
    private static final int MAX_RULES = 100;
    private static final String[] COMMON = {"name", "title", "severity", "by", "when", "cooldown", "test"};

    private RuleReader() {}

    static AlertRules read(ConfigNode file) {
        file.knows("version", "rules");
        String version = file.at("version").required();
        List<AlertRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<ConfigNode> items = file.at("rules").items();
        if (items.size() > MAX_RULES) {
            file.at("rules").problem("must be at most " + MAX_RULES);
        }
        for (ConfigNode item : items) {
            AlertRule rule = rule(item);
            if (!names.add(rule.name())) {
                item.at("name").problem("must be another for each rule");
            }
            rules.add(rule);
        }
        file.check();
        return new AlertRules(version, rules);
    }

    private static AlertRule rule(ConfigNode node) {
        String name = node.at("name").required();
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            node.at("name").problem("must be 1 to 40 characters of a-z 0-9 - and start with a letter");
        }
        String title = node.at("title").text().orElse(name);
        if (title.isBlank() || title.length() > MAX_TITLE) {
            node.at("title").problem("must be 1 to " + MAX_TITLE + " characters");
        }
        AlertRule.Test test = test(node);
        return new AlertRule(
                name,
                title,
                node.at("severity")
                        .choice(Level::find, "info, warn or critical")
                        .orElse(Level.WARN),
                test instanceof AlertRule.Growth
                        ? KeyField.QUEUE
                        : node.at("by")
                                .choice(KeyField::findOfEvents, "actor, ip, producer, tenant or event")
                                .orElse(KeyField.EVENT),
                test,
                time(node.at("cooldown"), USUAL_COOLDOWN));
    }

    private static AlertRule.Test test(ConfigNode node) {
        String kind = node.at("test").text().orElse("count");
        if (kind.equals("growth")) {
            node.knows("name", "title", "severity", "cooldown", "test", "count", "within");
            return new AlertRule.Growth(count(node), within(node));
        }
        String pattern = pattern(node.at("when"));
        switch (kind) {
            case "travel" -> {
                node.knows(with("kilometresPerHour", "leastKilometres"));
                return new AlertRule.Travel(
                        pattern,
                        node.at("kilometresPerHour").wholeNumber(1, 100_000, 1_000),
                        node.at("leastKilometres").wholeNumber(1, 20_000, 500));
            }
            case "silence" -> {
                node.knows(with("after", "least"));
                return new AlertRule.Silence(
                        pattern,
                        time(node.at("after"), Duration.ofMinutes(30)),
                        node.at("least").wholeNumber(1, MAX_COUNT, 10));
            }
            default -> {
                if (!kind.equals("count")) {
                    node.at("test").problem("must be count, travel, silence or growth");
                }
                node.knows(with("count", "within"));
                return new AlertRule.Threshold(pattern, count(node), within(node));
            }
        }
    }

    private static int count(ConfigNode node) {
        return node.at("count").wholeNumber(1, MAX_COUNT, 1);
    }

    private static Duration within(ConfigNode node) {
        return time(node.at("within"), Duration.ofMinutes(10));
    }

    private static String pattern(ConfigNode when) {
        String pattern = when.json().orElse("{}");
        if (pattern.equals("{}")) {
            when.problem("is required: the event pattern of the events that count");
        } else {
            checkNames(when);
            EventPatterns.refusal(pattern).ifPresent(why -> when.problem("must be an event pattern: " + why));
        }
        return pattern;
    }

    /** A name or a level that no event has would make a rule that never rings. */
    private static void checkNames(ConfigNode when) {
        when.members().forEach((name, node) -> {
            if (name.equals("$or")) {
                node.items().forEach(RuleReader::checkNames);
            } else if (!FIELDS.contains(name)) {
                node.problem("is no field of an event; known are " + String.join(", ", FIELDS));
            } else if (name.equals("level")) {
                checkWords(node, word -> Level.find(word).isPresent(), "info, warn and critical");
            } else if (name.equals("outcome")) {
                checkWords(node, word -> Outcome.find(word).isPresent(), "success and failure");
            }
        });
    }

    private static void checkWords(ConfigNode node, Predicate<String> known, String all) {
        for (ConfigNode item : node.items()) {
            boolean word = item.json().orElse("").startsWith("\"");
            if (word && !item.text().map(known::test).orElse(false)) {
                item.problem("is none; known are " + all);
            }
        }
    }

    private static Duration time(ConfigNode node, Duration otherwise) {
        return node.choice(RuleReader::time, TIME_RULE).orElse(otherwise);
    }

    private static Optional<Duration> time(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        Duration time = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Optional.of(time).filter(some -> some.compareTo(LONGEST) <= 0);
    }

    private static String[] with(String... own) {
        List<String> names = new ArrayList<>(List.of(COMMON));
        names.addAll(List.of(own));
        return names.toArray(String[]::new);
    }
}
