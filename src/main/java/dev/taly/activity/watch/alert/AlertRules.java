package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.watch.alert.AlertRule.OfEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of one file. Immutable, and safe for any number of threads. */
public final class AlertRules {
    private static final String SHIPPED = "alerts.yaml";

    private final String version;
    private final Map<String, AlertRule> rules;
    private final EventPatterns patterns;

    AlertRules(String version, List<AlertRule> rules) {
        this.version = requireNonNull(version, "version is null");
        this.rules = rules.stream()
                .collect(Collectors.toMap(AlertRule::name, rule -> rule, (first, second) -> first, LinkedHashMap::new));
        Map<String, String> byName = new LinkedHashMap<>();
        for (AlertRule rule : rules) {
            if (rule.test() instanceof OfEvents events) {
                byName.putIfAbsent(rule.name(), events.pattern());
            }
        }
        this.patterns = new EventPatterns(byName);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if anything is wrong; it lists everything
     */
    public static AlertRules of(ConfigNode file) {
        return RuleReader.read(file);
    }

    /** Those that come with it. */
    public static AlertRules shipped() {
        try (InputStream in = AlertRules.class.getResourceAsStream(SHIPPED)) {
            byte[] text =
                    requireNonNull(in, SHIPPED + " is not on the class path").readAllBytes();
            return of(ConfigFile.parse(SHIPPED, new String(text, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + " cannot be read", e);
        }
    }

    /** The version that stands in the file. */
    public String version() {
        return version;
    }

    /** In the file's order. */
    public List<AlertRule> all() {
        return List.copyOf(rules.values());
    }

    /** Those that an event counts for. An alert's own event counts for none, or alerts could raise alerts for ever. */
    List<AlertRule> matching(StoredLine line) {
        if (line.text(LineField.ACTION).equals(Optional.of(Alert.ACTION))) {
            return List.of();
        }
        return patterns.matching(line).stream()
                .map(rules::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
