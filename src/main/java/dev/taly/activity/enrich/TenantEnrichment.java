package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the actor belongs to the event's tenant. One that is known and belongs to others only contradicts it: the event
 * is refused, for it would stand in a stranger's log.
 */
public final class TenantEnrichment implements Enrichment {
    private final TenantLookup lookup;

    public TenantEnrichment(TenantLookup lookup) {
        this.lookup = requireNonNull(lookup, "lookup is null");
    }

    @Override
    public String name() {
        return "tenant";
    }

    @Override
    public Optional<Finding> find(ActivityEvent event) {
        Set<String> tenants = lookup.tenantsOf(event.actorId());
        if (tenants.isEmpty()) {
            return Optional.empty();
        }
        boolean linked = tenants.contains(event.tenantId());
        JsonText out = new JsonText(128).begin('{');
        out.member("provider", lookup.provider()).member("version", lookup.version());
        out.name("tenantLinked").json(Boolean.toString(linked));
        Finding finding = Finding.of(out.end('}').toObject());
        return Optional.of(
                linked
                        ? finding
                        : finding.refusing(new Rejection(
                                RejectionCode.INVALID_FIELD, "/tenantId", "tenantId must be a tenant of the actor.")));
    }
}
