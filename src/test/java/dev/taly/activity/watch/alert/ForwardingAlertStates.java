package dev.taly.activity.watch.alert;

import java.util.List;

/** States that are others', for tests in which one thing is different. */
public class ForwardingAlertStates implements AlertStates {
    private final AlertStates states;

    public ForwardingAlertStates(AlertStates states) {
        this.states = states;
    }

    @Override
    public Kept load(String tenantId) {
        return states.load(tenantId);
    }

    @Override
    public boolean save(String tenantId, byte[] json, String version) {
        return states.save(tenantId, json, version);
    }

    @Override
    public boolean forget(String tenantId, String version) {
        return states.forget(tenantId, version);
    }

    @Override
    public List<String> tenants() {
        return states.tenants();
    }
}
