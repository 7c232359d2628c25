package dev.taly.activity.watch.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** States of this process, which end with it. */
public final class InMemoryAlertStates implements AlertStates {
    private static final String NONE = "0";

    private final Map<String, Version> states = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

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
        return change(tenantId, version, new Version(json.clone(), versions.incrementAndGet()));
    }

    @Override
    public boolean forget(String tenantId, String version) {
        return change(tenantId, version, null);
    }

    private boolean change(String tenantId, String version, @Nullable Version next) {
        AtomicBoolean changed = new AtomicBoolean();
        states.compute(tenantId, (tenant, before) -> {
            String number = before == null ? NONE : Long.toString(before.number);
            changed.set(number.equals(version));
            return changed.get() ? next : before;
        });
        return changed.get();
    }

    @Override
    public List<String> tenants() {
        return List.copyOf(states.keySet());
    }
}
