package dev.taly.activity.app.alert;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.InMemoryAlertStates;
import java.time.Clock;
import java.util.List;

/**
 * Alerts of one process, from the archive to who is told. What is remembered ends with the process. Safe for any number of threads.
 */
public final class LiveAlerts implements AutoCloseable {
    private final RecentAlerts recent = new RecentAlerts();
    private final TopicAlerts topic;
    private final AlertWatch watch;

    private LiveAlerts(ObjectSource archive, Transport topic, AlertRules rules, Clock clock) {
        this.topic = new TopicAlerts(topic);
        AlertDesk desk = new AlertDesk(
                new AlertEngine(rules),
                new InMemoryAlertStates(),
                alert -> {
                    recent.deliver(alert);
                    this.topic.deliver(alert);
                },
                clock);
        this.watch = AlertWatch.start(archive, desk, clock);
    }

    /**
     * Begins: what is stored from now on is looked at.
     *
     * @param topic gets each alert as an event
     */
    public static LiveAlerts start(ObjectSource archive, Transport topic, AlertRules rules, Clock clock) {
        return new LiveAlerts(archive, topic, rules, clock);
    }

    /** The latest, the last raised at the end. */
    public List<Alert> recent() {
        return recent.list();
    }

    @Override
    public void close() {
        watch.close();
        topic.close();
    }
}
