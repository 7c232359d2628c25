package dev.taly.activity.watch.metrics;

import dev.taly.activity.event.Level;
import dev.taly.activity.event.RejectionCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a metric is told apart by. Its values are a closed set; what is not in it counts as {@link #OTHER}, so that no sender
 * can make new time series.
 */
public enum Label {
    /** Why an event was rejected: of the consumer. */
    CODE("Code", "code", codes(List.of())),

    /** Why an event was refused: of the HTTP door, which knows more reasons. */
    DOOR_CODE("Code", "code", codes(List.of("insufficient_scope", "not_published", "refused"))),

    /** The class of an HTTP status. */
    STATUS("Status", "status", Set.of("2xx", "3xx", "4xx", "5xx")),

    /** A finding that is absent, and why. */
    FINDING("Finding", "finding", findings()),

    /** The level of an alert. */
    SEVERITY("Severity", "severity", severities()),

    /** What a worker could not do with its queue. */
    STEP("Step", "step", Set.of("receive", "extend", "delete", "release"));

    /** What is in no set. */
    public static final String OTHER = "other";

    private final String dimension;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final Set<String> known;

    Label(String dimension, String label, Set<String> known) {
        this.dimension = dimension;
        this.label = label;
        this.known = Set.copyOf(known);
    }

    /** The dimension in CloudWatch. */
    public String dimension() {
        return dimension;
    }

    /** The label in Prometheus. */
    public String label() {
        return label;
    }

    /** All that it may be, but for {@link #OTHER}. */
    public Set<String> known() {
        return known;
    }

    /** That value, or {@link #OTHER}. */
    String bounded(String value) {
        return known.contains(value) ? value : OTHER;
    }

    private static Set<String> codes(List<String> more) {
        Set<String> codes = new TreeSet<>(more);
        Arrays.stream(RejectionCode.values()).map(RejectionCode::wire).forEach(codes::add);
        return codes;
    }

    private static Set<String> severities() {
        return Arrays.stream(Level.values()).map(Level::wire).collect(Collectors.toSet());
    }

    private static Set<String> findings() {
        Set<String> findings = new TreeSet<>();
        Stream.of("geo", "client", "role", "tenant")
                .forEach(name ->
                        Stream.of("failed", "late", "skipped").forEach(reason -> findings.add(name + "." + reason)));
        return findings;
    }
}
