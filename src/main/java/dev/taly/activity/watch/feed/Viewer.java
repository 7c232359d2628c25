package dev.taly.activity.watch.feed;

import dev.taly.activity.event.EventFields;
import org.jspecify.annotations.Nullable;

/**
 * Who watches.
 *
 * @param tenant the only one whose events it may see; null for all
 */
public record Viewer(@Nullable String tenant) {
    /** Sees the events of all tenants. */
    public static final Viewer OF_ALL = new Viewer(null);

    public Viewer {
        if (tenant != null && !EventFields.isTenantId(tenant)) {
            throw new IllegalArgumentException("tenant is none");
        }
    }

    /** Whether it may see events of that tenant. */
    public boolean sees(String tenantId) {
        return tenant == null || tenant.equals(tenantId);
    }
}
