package dev.taly.activity.watch.alert;

import java.util.List;
import java.util.Optional;

/** Keeps the states of tenants, so that whoever takes a tenant's events next goes on where the last one ended. Safe for any number of threads and processes. */
public interface AlertStates {
    /**
     * A state as it was kept.
     *
     * @param json as {@link StateJson} writes it; nothing where none was kept
     * @param version changes with each save
     */
    record Kept(Optional<byte[]> json, String version) {}

    /**
     * The tenant's state.
     *
     * @throws RuntimeException if it cannot be had
     */
    Kept load(String tenantId);

    /**
     * Keeps a state, if nobody has kept another since.
     *
     * @param version of the state that it was made from
     * @return whether it is kept
     * @throws RuntimeException if that is not known
     */
    boolean save(String tenantId, byte[] json, String version);

    /**
     * Keeps nothing any more, if nobody has kept another since.
     *
     * @param version of the state that there was
     * @return whether it is so
     * @throws RuntimeException if that is not known
     */
    boolean forget(String tenantId, String version);

    /** The tenants of which a state is kept. */
    List<String> tenants();
}
