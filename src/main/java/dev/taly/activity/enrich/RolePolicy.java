package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.ActivityEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which roles may do which actions. Immutable.
 *
 * <p>Its file: {@code {"version": "2026-11", "roles": {"STAFF": ["appointment_*", "user_login"], "OWNER": ["*"]}}}. A star
 * stands at the end only, for any rest. What is not allowed to a role is not; a role that the file does not know may nothing.
 */
public final class RolePolicy {
    private static final Pattern ACTIONS = Pattern.compile("\\*|[a-z][a-z0-9_.]{0,63}\\*?");
    private static final int MAX_VERSION = 64;
    private static final int MAX_ROLE = 256;

    private final String version;
    private final Map<String, Allowed> roles;

    private RolePolicy(String version, Map<String, Allowed> roles) {
        this.version = requireNonNull(version, "version is null");
        this.roles = Map.copyOf(roles);
    }

    private record Allowed(Set<String> actions, List<String> beginnings) {
        boolean allows(String action) {
            return actions.contains(action) || beginnings.stream().anyMatch(action::startsWith);
        }
    }

    /**
     * Reads its file.
     *
     * @throws IllegalArgumentException if anything is wrong; it lists everything
     */
    public static RolePolicy of(ConfigNode file) {
        file.knows("version", "roles");
        String version = version(file);
        Map<String, Allowed> roles = new HashMap<>();
        if (!file.has("roles")) {
            file.at("roles").required();
        }
        file.at("roles").members().forEach((role, actions) -> {
            if (role.isEmpty() || role.length() > MAX_ROLE) {
                actions.problem("must stand under a role of 1 to " + MAX_ROLE + " characters");
            }
            roles.put(role, allowed(actions));
        });
        file.check();
        return new RolePolicy(version, roles);
    }

    /** The version that stands in the file, by which the archive names it. */
    public String version() {
        return version;
    }

    /** Whether that role may do that action, as in {@link ActivityEvent#action}. */
    public boolean allows(String role, String action) {
        return Optional.ofNullable(roles.get(role))
                .filter(allowed -> allowed.allows(action))
                .isPresent();
    }

    /** The {@code version} that each file of facts must have: 1 to 64 characters. */
    static String version(ConfigNode file) {
        String version = file.at("version").required();
        if (version.length() > MAX_VERSION) {
            file.at("version").problem("must be at most " + MAX_VERSION + " characters");
        }
        return version;
    }

    private static Allowed allowed(ConfigNode list) {
        Set<String> actions = new HashSet<>();
        Set<String> beginnings = new HashSet<>();
        for (ConfigNode item : list.items()) {
            String pattern = item.required();
            if (!ACTIONS.matcher(pattern).matches()) {
                item.problem("must be an action, the beginning of one followed by *, or *");
            } else if (pattern.endsWith("*")) {
                beginnings.add(pattern.substring(0, pattern.length() - 1));
            } else {
                actions.add(pattern);
            }
        }
        return new Allowed(Set.copyOf(actions), List.copyOf(beginnings));
    }
}
