package dev.taly.activity.app.alert;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertChannel;
import dev.taly.activity.watch.alert.AlertChannels;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.AlertStates;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                AlertChannels.of(channels(parts.told())),
                parts.metrics(),
                clock);
        this.watch = AlertWatch.start(parts.archive(), desk, parts.letters(), clock);
    }

    /**
     * What they work with.
     *
     * @param states for this process alone
     * @param told who is told of each alert, by names that stay
     */
    public record Parts(
            ObjectSource archive,
            DeadLetterCounts letters,
            AlertStates states,
            Map<String, AlertChannel> told,
            MetricSink metrics) {
        /** Copies the map. */
        public Parts {
            told = Map.copyOf(told);
        }
    }

    private Map<String, AlertChannel> channels(Map<String, AlertChannel> told) {
        Map<String, AlertChannel> channels = new LinkedHashMap<>();
        channels.put("page", whileOpen(recent));
        told.forEach((name, channel) -> channels.put(name, whileOpen(channel)));
        return channels;
    }

    private AlertChannel whileOpen(AlertChannel channel) {
        return alert -> {
            if (closing) {
                throw new IllegalStateException("it is told at the next start");
            }
            channel.deliver(alert);
        };
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
