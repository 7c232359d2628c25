package dev.taly.activity.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the consumer is told about the content of events: what to find out about them, and what of them may be kept.
 *
 * @param config where the files of settings are
 * @param enrichments {@code ENRICHMENTS}: which to find out, of {@code geo client role tenant}, with spaces between; {@code none}
 *     for none. By default all that have what they need
 * @param enrichmentLimit {@code ENRICHMENT_MILLIS}: how long a batch waits for them, 1 to 30000; default 2000
 * @param pseudonymKeys {@code PSEUDONYM_KEYS}: the ARN of the secret that holds the pseudonyms' keys, or the path of a file
 */
public record ContentSettings(
        ConfigSource config, Optional<Set<String>> enrichments, Duration enrichmentLimit, String pseudonymKeys) {
    /** Every enrichment's name. */
    static final Set<String> ENRICHMENTS = Set.of("geo", "client", "role", "tenant");

    static final String NO_KEYS = "PSEUDONYM_KEYS must be the ARN of a secret or the path of a file";

    private static final Pattern MILLIS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int DEFAULT_MILLIS = 2_000;
    private static final int MAX_MILLIS = 30_000;
    private static final String NONE = "none";

    public ContentSettings {
        enrichments = enrichments.map(Set::copyOf);
    }

    /** Reads them; what is wrong is added to the problems. */
    static ContentSettings of(Map<String, String> environment, List<String> problems) {
        String keys = environment.getOrDefault("PSEUDONYM_KEYS", "");
        if (keys.isEmpty()) {
            problems.add(NO_KEYS);
        }
        return new ContentSettings(
                ConfigSource.of(environment, problems),
                enrichments(environment.getOrDefault("ENRICHMENTS", ""), problems),
                limit(environment.getOrDefault("ENRICHMENT_MILLIS", ""), problems),
                keys);
    }

    private static Optional<Set<String>> enrichments(String value, List<String> problems) {
        if (value.isBlank()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>(List.of(value.strip().split("[\\s,]+")));
        if (names.equals(Set.of(NONE))) {
            return Optional.of(Set.of());
        }
        if (!ENRICHMENTS.containsAll(names)) {
            problems.add("ENRICHMENTS must be none or some of " + String.join(" ", new TreeSet<>(ENRICHMENTS)));
        }
        return Optional.of(names);
    }

    private static Duration limit(String value, List<String> problems) {
        int millis = value.isEmpty() ? DEFAULT_MILLIS : MILLIS.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (millis < 1 || millis > MAX_MILLIS) {
            problems.add("ENRICHMENT_MILLIS must be a whole number from 1 to " + MAX_MILLIS);
        }
        return Duration.ofMillis(millis);
    }
}
