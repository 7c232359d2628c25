package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters. */
final class FilterOptions {
    @Option(
            names = "--reason",
            paramLabel = "CODE",
            split = ",",
            description = "Rejected for that code, or redriven or undelivered.")
    private List<String> reasons = new ArrayList<>();

    @Option(names = "--tenant", paramLabel = "TENANT", split = ",", description = "Of that tenant.")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--action", paramLabel = "ACTION", split = ",", description = "With that action.")
    private List<String> actions = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            split = ",",
            description = "Put there so: rejected, redriven or undelivered.")
    private Set<Reason.Source> sources = EnumSet.noneOf(Reason.Source.class);

    @Option(names = "--older-than", paramLabel = "AGE", description = "Sent so long ago: 90s, 30m, 12h or 7d.")
    private @Nullable String olderThan;

    @Option(
            names = "--id",
            paramLabel = "ID",
            split = ",",
            description = "With that message or event id; its first characters will do.")
    private List<String> ids = new ArrayList<>();

    LetterFilter filter(Instant now) {
        try {
            return new LetterFilter(
                    sources,
                    Set.copyOf(reasons),
                    Set.copyOf(tenants),
                    Set.copyOf(actions),
                    olderThan == null ? null : now.minus(Ages.parse(olderThan)),
                    Set.copyOf(ids));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "", e);
        }
    }

    /** The letters whose id starts so. */
    static LetterFilter ofId(String id) {
        try {
            return LetterFilter.ofId(id);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "", e);
        }
    }

    /** Whether it is every letter. */
    boolean isEmpty() {
        return reasons.isEmpty()
                && tenants.isEmpty()
                && actions.isEmpty()
                && sources.isEmpty()
                && olderThan == null
                && ids.isEmpty();
    }

    /** As the user gave it, for the record. */
    @Override
    public String toString() {
        List<String> given = new ArrayList<>();
        add(given, "reason", reasons);
        add(given, "tenant", tenants);
        add(given, "action", actions);
        add(given, "source", sources.stream().map(Reason.Source::wire).toList());
        add(given, "older-than", olderThan == null ? List.of() : List.of(olderThan));
        add(given, "id", ids);
        return given.isEmpty() ? "all" : String.join(" ", given);
    }

    private static void add(List<String> given, String name, List<String> values) {
        if (!values.isEmpty()) {
            given.add(name + "=" + String.join(",", values));
        }
    }
}
