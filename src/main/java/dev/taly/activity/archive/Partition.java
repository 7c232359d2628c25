package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tenant's events of one UTC day: the unit that auditors read and that IAM can be limited to.
 *
 * @param tenantId the tenant, in the form that {@link ActivityEvent} allows: it can't name another prefix
 * @param date the day of the events' own timestamps, years 0000 to 9999
 */
public record Partition(String tenantId, LocalDate date) {
    /** Every partition's key starts with it. */
    public static final String ROOT = "events/";

    private static final Pattern TENANT_FOLDER = Pattern.compile(ROOT + "tenant=([^/]+)/");
    private static final Pattern PREFIX = Pattern.compile(TENANT_FOLDER + "date=([0-9]{4}-[0-9]{2}-[0-9]{2})/");

    public Partition {
        requireNonNull(date, "date is null");
        if (!EventFields.isTenantId(tenantId)) {
            throw new IllegalArgumentException("tenantId has no place in a key");
        }
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new IllegalArgumentException("date is outside the years 0000 to 9999");
        }
    }

    /** Where that event belongs. */
    public static Partition of(ActivityEvent event) {
        return new Partition(event.tenantId(), event.timestamp().utcDate());
    }

    /** The partition of that {@link #prefix}, or nothing where it is none. */
    public static Optional<Partition> parse(String prefix) {
        Matcher parts = PREFIX.matcher(prefix);
        if (!parts.matches() || !EventFields.isTenantId(parts.group(1))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Partition(parts.group(1), LocalDate.parse(parts.group(2))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The partition that an object of that key lies in, or nothing where it lies in none. */
    public static Optional<Partition> ofKey(String key) {
        return parse(key.substring(0, key.lastIndexOf('/') + 1));
    }

    /** {@code events/tenant=<t>/}: where that tenant's partitions are. */
    public static String folder(String tenantId) {
        return ROOT + "tenant=" + tenantId + "/";
    }

    /** The tenant of that {@link #folder}, or nothing where it is none. */
    public static Optional<String> tenantOf(String folder) {
        Matcher tenant = TENANT_FOLDER.matcher(folder);
        return tenant.matches() ? Optional.of(tenant.group(1)).filter(EventFields::isTenantId) : Optional.empty();
    }

    /** {@code events/tenant=<t>/date=<date>/}: Hive style, so that query engines see two columns. */
    public String prefix() {
        return folder(tenantId) + "date=" + date + "/";
    }

    /** The key of an object with that content, written at that time. */
    String key(Instant writeTime, Sha256 content) {
        return prefix() + JsonLines.name(writeTime, content);
    }
}
