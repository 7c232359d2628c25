package dev.taly.activity.watch.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** States of this process, which end with it. */
public final class InMemoryAlertStates implements AlertStates {
    private static final String NONE = "0";

    private final Map<String, Version> states = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Version(byte[] json, long number) {}

    /** None is kept. */
    public InMemoryAlertStates() {}

    @Override
    public Kept load(String tenantId) {
        Version kept = states.get(tenantId);
        return kept == null
                ? new Kept(Optional.empty(), NONE)
                : new Kept(Optional.of(kept.json.clone()), Long.toString(kept.number));
    }

    @Override
    public boolean save(String tenantId, byte[] json, String version) {
        AtomicBoolean kept = new AtomicBoolean();
        states.compute(tenantId, (tenant, before) -> {
            long number = before == null ? 0 : before.number;
            kept.set(Long.toString(number).equals(version));
            return kept.get() ? new Version(json.clone(), number + 1) : before;
        });
        return kept.get();
    }

    @Override
    public List<String> tenants() {
        return List.copyOf(states.keySet());
    }
}
