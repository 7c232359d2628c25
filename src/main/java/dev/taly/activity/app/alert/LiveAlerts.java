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
    private final AlertChannels channels;
    private final AlertWatch watch;

    private LiveAlerts(Parts parts, AlertRules rules, Clock clock) {
        Map<String, AlertChannel> told = new LinkedHashMap<>();
        told.put("page", recent);
        told.putAll(parts.told());
        this.channels = AlertChannels.of(told);
        AlertDesk desk = new AlertDesk(new AlertEngine(rules), parts.states(), channels, parts.metrics(), clock);
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

    /** Begins: what was stored in the last minutes, and from now on, is looked at. */
    public static LiveAlerts start(Parts parts, AlertRules rules, Clock clock) {
        return new LiveAlerts(parts, rules, clock);
    }

    /** The latest, the last raised at the end. */
    public List<Alert> recent() {
        return recent.list();
    }

    /** From now on nobody is told of what is found: the next process on the same states tells it. */
    public void hold() {
        channels.hold();
    }

    /**
     * As {@link #hold}, and ends once what is stored by now was looked at.
     *
     * @return how many alerts the next process tells
     */
    public int end() {
        channels.hold();
        watch.close();
        return channels.held();
    }

    @Override
    public void close() {
        var unused = end();
    }
}
