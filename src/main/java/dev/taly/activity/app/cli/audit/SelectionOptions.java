package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.TimeRange;
import dev.taly.activity.audit.TimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which partitions to read. */
final class SelectionOptions {
    @Option(names = "--tenant", paramLabel = "TENANT", split = ",", description = "Whose events; may be given again.")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--all-tenants", description = "The events of all tenants.")
    private boolean allTenants;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = {
                "Events that happened then or later: 2024-03-28, 2024-03-28T14:30,",
                "2024-03-28T14:30:00Z, 14:30, today, yesterday, or 2h for two hours ago (s, m, h, d, w)."
            })
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Events before that; a day means its end.")
    private @Nullable String to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "The zone of times without one, such as Europe/Berlin (default: ${DEFAULT-VALUE}).")
    private String zone;

    Selection selection(Instant now) {
        if (tenants.isEmpty() && !allTenants) {
            throw new CommandFailure("no tenant is named", "Name one with --tenant, or read --all-tenants.");
        }
        if (!tenants.isEmpty() && allTenants) {
            throw new CommandFailure("--tenant and --all-tenants exclude each other", "Give one of them.");
        }
        try {
            TimeRange range = range(now);
            return allTenants ? Selection.ofAllTenants(range) : Selection.of(tenants, range);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--tenant: " + e.getMessage(), "", e);
        }
    }

    /** Whether a first time is given. */
    boolean hasStart() {
        return from != null;
    }

    /** The selection as it was asked for. */
    String words() {
        return (allTenants ? "all tenants" : "tenant " + String.join(", ", tenants))
                + (from == null ? "" : ", from " + from)
                + (to == null ? "" : ", to " + to)
                + (from == null && to == null ? ", any time" : "");
    }

    /** The zone in which times are read and shown. */
    ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new CommandFailure("--zone: there is no zone " + zone, "Write UTC, +02:00 or Europe/Berlin.", e);
        }
    }

    private TimeRange range(Instant now) {
        Instant start =
                from == null ? TimeRange.ALL.from() : time("--from", from, now).from();
        Instant end = to == null ? TimeRange.ALL.to() : time("--to", to, now).to();
        if (end.isBefore(start)) {
            throw new CommandFailure("--to is before --from", "");
        }
        return new TimeRange(start, end);
    }

    private TimeRange time(String option, String text, Instant now) {
        try {
            return TimeText.parse(text, now, zone());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    option + ": \"" + text + "\" is no time",
                    "Write 2024-03-28, 2024-03-28T14:30:00Z, 14:30, today, yesterday or 2h.",
                    e);
        }
    }
}
