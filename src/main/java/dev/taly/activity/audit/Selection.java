package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventFields;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which partitions to read. Immutable.
 *
 * @param tenants whose; empty for all tenants'
 * @param range of which time
 */
public record Selection(SortedSet<String> tenants, TimeRange range) {
    public Selection {
        requireNonNull(range, "range is null");
        tenants = Collections.unmodifiableSortedSet(new TreeSet<>(tenants));
        for (String tenant : tenants) {
            if (!EventFields.isTenantId(tenant)) {
                throw new IllegalArgumentException(
                        "tenantId must be 1 to 64 characters of A-Z a-z 0-9 _ . - and start with a letter or digit");
            }
        }
    }

    /** Some tenants' events of a span of time. */
    public static Selection of(Collection<String> tenants, TimeRange range) {
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException("no tenant is named");
        }
        return new Selection(new TreeSet<>(tenants), range);
    }

    /** All tenants' events of a span of time. */
    public static Selection ofAllTenants(TimeRange range) {
        return new Selection(Collections.emptySortedSet(), range);
    }

    boolean touches(LocalDate day) {
        return range.touches(day);
    }
}
