package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Level;
import java.util.Optional;

/**
 * Whether the role that an event states, {@code metadata.role}, may do its action. If not, the event deserves a {@code warn};
 * the level that it had is kept as {@code raisedFrom}. Whether the actor has that role is the sender's word.
 */
public final class RoleEnrichment implements Enrichment {
    private static final String ROLE = "role";

    private final RolePolicy policy;

    public RoleEnrichment(RolePolicy policy) {
        this.policy = requireNonNull(policy, "policy is null");
    }

    @Override
    public String name() {
        return "role";
    }

    @Override
    public Optional<Finding> find(ActivityEvent event) {
        return Optional.ofNullable(event.metadata())
                .flatMap(metadata -> metadata.text(ROLE))
                .map(role -> finding(event, policy.allows(role, event.action())));
    }

    private Finding finding(ActivityEvent event, boolean verified) {
        Level level = requireNonNull(event.level(), "event has no level");
        JsonText out = new JsonText(128).begin('{');
        out.member("provider", "policy").member("version", policy.version());
        out.name("roleVerified").json(Boolean.toString(verified));
        if (!verified && level.compareTo(Level.WARN) < 0) {
            out.member("raisedFrom", level.wire());
        }
        Finding finding = Finding.of(out.end('}').toObject());
        return verified ? finding : finding.deserving(Level.WARN);
    }
}
