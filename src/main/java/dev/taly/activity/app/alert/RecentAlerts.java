package dev.taly.activity.app.alert;

import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the latest alerts, for who looks, and says each in the log. Safe for any number of threads. */
public final class RecentAlerts implements AlertChannel {
    private static final Logger LOG = LoggerFactory.getLogger(RecentAlerts.class);
    private static final int MOST = 100;

    private final Map<String, Alert> alerts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Alert> eldest) {
            return size() > MOST;
        }
    };

    /** None yet. */
    public RecentAlerts() {}

    @Override
    public void deliver(Alert alert) {
        synchronized (alerts) {
            if (alerts.put(alert.id(), alert) != null) {
                return;
            }
        }
        // No key: an actor's or an address' may be personal.
        LOG.warn(
                "alert {} ({}) for tenant {}: {}",
                alert.rule(),
                alert.severity().wire(),
                alert.tenantId(),
                alert.id());
    }

    /** The latest, the last raised at the end. */
    public List<Alert> list() {
        synchronized (alerts) {
            return List.copyOf(alerts.values());
        }
    }
}
