package dev.taly.activity.audit.stats;

import java.util.Comparator;

/**
 * Somebody who did something. Two tenants' actors with the same id are two.
 *
 * @param tenantId whose
 * @param id empty where an event names none
 */
public record Actor(String tenantId, String id) implements Comparable<Actor> {
    private static final Comparator<Actor> ORDER =
            Comparator.comparing(Actor::id).thenComparing(Actor::tenantId);

    @Override
    public int compareTo(Actor other) {
        return ORDER.compare(this, other);
    }
}
