package dev.taly.activity.enrich;

import java.util.Set;

/**
 * Knows to which tenants an actor belongs. Safe for any number of threads. Implement it to ask a directory of your own, and
 * name the class in {@code META-INF/services} of a jar on the function's class path: it is then used instead of the file.
 */
public interface TenantLookup {
    /** Who says so, for the archive; such as {@code file}. */
    String provider();

    /** Which state of that knowledge, for the archive. */
    String version();

    /**
     * The tenants of that actor; none where it is not known, and then nothing is said about the event. It may fail by any
     * exception or take its time: the event goes on without it.
     */
    Set<String> tenantsOf(String actorId);
}
