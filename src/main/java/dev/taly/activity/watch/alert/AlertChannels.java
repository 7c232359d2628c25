package dev.taly.activity.watch.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where alerts go, each channel under a name by which it is remembered who was told: what fails on one is tried again on that one
 * alone. Safe for any number of threads, as its channels are.
 */
public final class AlertChannels {
    private static final Logger LOG = LoggerFactory.getLogger(AlertChannels.class);

    private final Map<String, AlertChannel> channels;
    private final AtomicInteger kept = new AtomicInteger();
    private volatile boolean holding;

    private AlertChannels(Map<String, AlertChannel> channels) {
        this.channels = new LinkedHashMap<>(channels);
    }

    /** Those channels, told in the order of that map. Names have to stay the same as long as alerts are pending. */
    public static AlertChannels of(Map<String, AlertChannel> channels) {
        return new AlertChannels(channels);
    }

    /** One channel, or none but this. */
    public static AlertChannels of(AlertChannel channel) {
        return of(Map.of("all", channel));
    }

    /** From now on nobody is told: alerts stay pending, for another process on the same states. */
    public void hold() {
        holding = true;
    }

    /** How many alerts nobody was told of since {@link #hold}. */
    public int held() {
        return kept.get();
    }

    /** One round of delivering. Where a channel failed once, it is left alone until the next round. */
    Round round() {
        return new Round();
    }

    /** Not for sharing between threads. */
    final class Round {
        private final Set<String> failed = new TreeSet<>();

        private Round() {}

        /**
         * Tells those who were not told yet.
         *
         * @return the names of all who were told by now
         */
        Set<String> deliver(Alert alert, Set<String> toldBefore) {
            if (holding) {
                kept.incrementAndGet();
                return toldBefore;
            }
            Set<String> told = new TreeSet<>(toldBefore);
            channels.forEach((name, channel) -> {
                if (!told.contains(name) && !failed.contains(name) && deliver(alert, name, channel)) {
                    told.add(name);
                }
            });
            return told;
        }

        /** Whether nobody is left to be told. */
        boolean isAll(Set<String> told) {
            return told.containsAll(channels.keySet());
        }

        /** How many channels failed. */
        int failures() {
            return failed.size();
        }

        private boolean deliver(Alert alert, String name, AlertChannel channel) {
            try {
                channel.deliver(alert);
                return true;
            } catch (RuntimeException | Error e) {
                failed.add(name);
                LOG.error("{} did not get the alert {}, which is tried again: {}", name, alert.id(), e.toString());
                return false;
            }
        }
    }
}
