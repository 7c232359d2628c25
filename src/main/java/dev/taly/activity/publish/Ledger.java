package dev.taly.activity.publish;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what becomes of each event and tells the listener. The first loss of each kind and the first failed try are
 * logged as warnings, the later ones at debug level: a topic that is down must not flood the service's log. Nothing here
 * throws. Safe for any number of threads.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityPublisher.class);

    private final PublishListener listener;
    private final LongAdder published = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder listenerFailures = new LongAdder();
    private final LongAdder recovered = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final LongAdder unspooled = new LongAdder();
    private final LongAdder spoolFailures = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final Map<DropReason, AtomicBoolean> dropLogged = new EnumMap<>(DropReason.class);
    private final Set<SpoolFailure.Kind> failureLogged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean retryLogged = new AtomicBoolean();

    Ledger(PublishListener listener) {
        this.listener = listener;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
            dropLogged.put(reason, new AtomicBoolean());
        }
    }

    void published() {
        published.increment();
    }

    void delivered(int events) {
        if (events > 0) {
            delivered.add(events);
            tell(() -> listener.onDelivered(events));
        }
    }

    void retried(String why) {
        retries.increment();
        if (retryLogged.compareAndSet(false, true)) {
            log(() -> LOG.warn(
                    "an event could not be sent and will be tried again: {}; more of this at debug level", why));
        } else {
            log(() -> LOG.debug("an event could not be sent and will be tried again: {}", why));
        }
    }

    void dropped(DroppedEvent event) {
        counter(dropped, event.reason()).increment();
        if (counter(dropLogged, event.reason()).compareAndSet(false, true)) {
            log(() -> LOG.warn("an event is lost: {}; more of this reason at debug level", event));
        } else {
            log(() -> LOG.debug("an event is lost: {}", event));
        }
        tell(() -> listener.onDropped(event));
    }

    /** Events of other publishers were taken over. */
    void recovered(long events) {
        recovered.add(events);
    }

    /** Events stay in the spool. */
    void left(long events) {
        left.add(events);
    }

    /** An event was accepted without being on the disk. */
    void unspooled() {
        unspooled.increment();
    }

    void spoolFailed(SpoolFailure failure) {
        spoolFailures.increment();
        if (failureLogged.add(failure.kind())) {
            log(() -> LOG.warn("{} ({}) More of this kind at debug level.", failure.message(), failure.why()));
        } else {
            log(() -> LOG.debug(failure.message(), failure.cause()));
        }
        tell(() -> listener.onSpoolFailure(failure));
    }

    /** A defect that costs no event by itself, for whoever looks for one. */
    void noted(String what, Throwable cause) {
        log(() -> LOG.debug(what, cause));
    }

    PublisherStats stats(long pending, long spoolBytes) {
        Map<DropReason, Long> losses = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, count) -> {
            if (count.sum() > 0) {
                losses.put(reason, count.sum());
            }
        });
        return new PublisherStats(
                published.sum(),
                delivered.sum(),
                pending,
                losses,
                retries.sum(),
                listenerFailures.sum(),
                new SpoolStats(recovered.sum(), left.sum(), unspooled.sum(), spoolFailures.sum(), spoolBytes));
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (Throwable e) {
            // An error too: it must end neither a sender nor the caller's request.
            listenerFailures.increment();
            noted("the listener threw", e);
        }
    }

    /** A log that is full or broken must not cost an event either. */
    private static void log(Runnable message) {
        try {
            message.run();
        } catch (Throwable e) {
            // There is nobody left to tell.
        }
    }

    private static <T> T counter(Map<DropReason, T> all, DropReason reason) {
        T counter = all.get(reason);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + reason);
        }
        return counter;
    }
}
