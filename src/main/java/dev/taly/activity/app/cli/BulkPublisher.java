package dev.taly.activity.app.cli;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DropReason;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.PublisherStats;
import dev.taly.activity.publish.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Publishes many events through the real client. A person waits for the end, so unlike a service it waits for room in the
 * buffer instead of losing an event.
 */
final class BulkPublisher implements AutoCloseable {
    private static final int EVENTS_IN_BUFFER = 5_000;
    private static final long BYTES_IN_BUFFER = 16L * 1024 * 1024;
    private static final int MAX_REASONS = 20;

    /** Reasons for which an event is lost that was accepted. */
    private static final Set<DropReason> LOST_LATER =
            EnumSet.of(DropReason.REFUSED, DropReason.EXPIRED, DropReason.ABANDONED);

    private final EventCodec codec = new EventCodec(EventRules.standard());
    private final Clock clock = Clock.systemUTC();
    private final Duration deliveryTimeout;
    private final ActivityPublisher publisher;
    private final Map<String, Long> failures = new ConcurrentSkipListMap<>();
    /** For each id, how often it was accepted less how often it was lost afterwards: the listener may be first. */
    private final Map<String, LongAdder> deliveries = new ConcurrentHashMap<>();

    private int events;
    private long bytes;

    BulkPublisher(Transport transport, Duration deliveryTimeout) {
        this.deliveryTimeout = deliveryTimeout;
        this.publisher = ActivityPublisher.to(transport)
                .deliveryTimeout(deliveryTimeout)
                .closeTimeout(Duration.ofSeconds(1))
                .listener(new PublishListener() {
                    @Override
                    public void onDropped(DroppedEvent dropped) {
                        fail(dropped);
                    }
                })
                .build();
    }

    /** Publishes a line; if it is no event, says why and publishes nothing. */
    Optional<Rejection> publish(InputLines.Line line) {
        Decoded decoded = codec.decode(line.bytes(), clock.instant());
        if (decoded instanceof Decoded.Rejected rejected) {
            return Optional.of(rejected.rejection());
        }
        publish(((Decoded.Accepted) decoded).event().toBuilder(), line.bytes().length);
        return Optional.empty();
    }

    /** Publishes an event of about that many bytes. */
    void publish(ActivityEvent.Builder event, int size) {
        events++;
        bytes += size;
        if (events % EVENTS_IN_BUFFER == 0 || bytes > BYTES_IN_BUFFER) {
            flush();
            bytes = 0;
        }
        if (publisher.publish(event) instanceof PublishResult.Accepted accepted) {
            deliveries(accepted.id()).increment();
        }
    }

    /** Waits until the end of every event so far is known. */
    PublisherStats flush() {
        publisher.flush(deliveryTimeout.plusSeconds(30));
        return publisher.stats();
    }

    /** The ids of all events but the lost ones; an id that came twice stands there once. */
    Set<String> ids() {
        return deliveries.entrySet().stream()
                .filter(id -> id.getValue().sum() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Why events were lost, and how many for each reason. */
    Map<String, Long> failures() {
        return failures;
    }

    @Override
    public void close() {
        publisher.close();
    }

    private void fail(DroppedEvent dropped) {
        if (dropped.id() != null && LOST_LATER.contains(dropped.reason())) {
            deliveries(dropped.id()).decrement();
        }
        boolean known = failures.size() < MAX_REASONS || failures.containsKey(dropped.message());
        failures.merge(known ? dropped.message() : "other reasons", 1L, Long::sum);
    }

    private LongAdder deliveries(String id) {
        return deliveries.computeIfAbsent(id, any -> new LongAdder());
    }
}
