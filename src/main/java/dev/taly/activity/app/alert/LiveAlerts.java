package dev.taly.activity.app.alert;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertChannel;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.AlertStates;
import java.time.Clock;
import java.util.List;

/**
 * Alerts of one process, from the archive to who is told. What is found while it ends is told by the next one on the same states.
 * Safe for any number of threads.
 */
public final class LiveAlerts implements AutoCloseable {
    private final RecentAlerts recent = new RecentAlerts();
    private final AlertWatch watch;
    private volatile boolean closing;

    private LiveAlerts(Parts parts, AlertRules rules, Clock clock) {
        AlertDesk desk = new AlertDesk(
                new AlertEngine(rules),
                parts.states(),
                alert -> {
                    recent.deliver(alert);
                    if (closing) {
                        throw new IllegalStateException("it is told at the next start");
                    }
                    parts.told().forEach(channel -> channel.deliver(alert));
                },
                clock);
        this.watch = AlertWatch.start(parts.archive(), desk, parts.letters(), clock);
    }

    /**
     * What they work with.
     *
     * @param states for this process alone
     * @param told who is told of each alert
     */
    public record Parts(ObjectSource archive, DeadLetterCounts letters, AlertStates states, List<AlertChannel> told) {
        /** Copies the list. */
        public Parts {
            told = List.copyOf(told);
        }
    }

    /** Begins: what was stored in the last minutes, and from now on, is looked at. */
    public static LiveAlerts start(Parts parts, AlertRules rules, Clock clock) {
        return new LiveAlerts(parts, rules, clock);
    }

    /** The latest, the last raised at the end. */
    public List<Alert> recent() {
        return recent.list();
    }

    @Override
    public void close() {
        closing = true;
        watch.close();
    }
}
