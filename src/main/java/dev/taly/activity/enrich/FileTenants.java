package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.EventFields;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Actors and their tenants from a file: {@code {"version": "2026-11", "actors": {"user-1": "acme", "user-2": ["acme",
 * "globex"]}}}. Immutable.
 */
public final class FileTenants implements TenantLookup {
    private final String version;
    private final Map<String, Set<String>> actors;

    private FileTenants(String version, Map<String, Set<String>> actors) {
        this.version = requireNonNull(version, "version is null");
        this.actors = Map.copyOf(actors);
    }

    /**
     * Reads its file.
     *
     * @throws IllegalArgumentException if anything is wrong; it lists everything
     */
    public static FileTenants of(ConfigNode file) {
        file.knows("version", "actors");
        String version = RolePolicy.version(file);
        if (!file.has("actors")) {
            file.at("actors").required();
        }
        Map<String, Set<String>> actors = new HashMap<>();
        file.at("actors").members().forEach((actor, tenants) -> actors.put(actor, tenants(tenants)));
        file.check();
        return new FileTenants(version, actors);
    }

    @Override
    public String provider() {
        return "file";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<String> tenantsOf(String actorId) {
        return actors.getOrDefault(actorId, Set.of());
    }

    private static Set<String> tenants(ConfigNode value) {
        Set<String> tenants = new LinkedHashSet<>();
        Iterable<ConfigNode> items = value.isList() ? value.items() : Set.of(value);
        for (ConfigNode item : items) {
            String tenant = item.required();
            if (!EventFields.isTenantId(tenant)) {
                item.problem(
                        "must be a tenant: 1 to 64 characters of A-Z a-z 0-9 _ . - that start with a letter or digit");
            }
            tenants.add(tenant);
        }
        return Set.copyOf(tenants);
    }
}
