package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.StoredEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes batches of events: first {@link #plan} each partition's object, then {@link #announce} them all, then {@link
 * #write} each. The order is what makes an object without a receipt a foreign one. Safe for any number of threads.
 */
public final class Archive {
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final Clock clock;
    private final TenantRetention retention;

    /** An archive in which no tenant has a retention of its own. */
    public Archive(ObjectStore store, Clock clock) {
        this(store, clock, TenantRetention.none());
    }

    /** An archive in which some tenants' objects are to be locked for a time of their own, from when they are written. */
    public Archive(ObjectStore store, Clock clock, TenantRetention retention) {
        this.store = requireNonNull(store, "store is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.retention = requireNonNull(retention, "retention is null");
    }

    /** The time of a batch's keys: now, to the millisecond that keys show. */
    public Instant writeTime() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The object that those events will be; nothing is written yet.
     *
     * @param events at least one, all of that partition, in the order of their lines
     */
    public PlannedObject plan(Partition partition, List<StoredEvent> events, Instant writeTime) {
        byte[] body = JsonLines.gzip(events.stream().map(EventCodec::encode));
        Sha256 sha256 = Sha256.of(body);
        EventTime first = times(events).min(Comparator.naturalOrder()).orElseThrow();
        EventTime last = times(events).max(Comparator.naturalOrder()).orElseThrow();
        Announced announced =
                new Announced(partition.key(writeTime, sha256), sha256, body.length, events.size(), first, last);
        Map<String, String> metadata =
                Map.of("count", Integer.toString(events.size()), "first", first.toString(), "last", last.toString());
        Instant retainUntil =
                retention.retainUntil(partition.tenantId(), writeTime).orElse(null);
        return new PlannedObject(
                announced, new NewObject(announced.key(), body, JsonLines.MEDIA_TYPE, metadata, sha256, retainUntil));
    }

    /**
     * Writes the batch's receipt.
     *
     * @throws ObjectStoreException if it can't be written: then none of the objects may be
     */
    public Stored announce(String batchId, Instant writeTime, List<PlannedObject> objects) {
        Receipt receipt = new Receipt(
                batchId,
                writeTime,
                objects.stream().map(PlannedObject::announced).toList());
        return store.create(NewObject.of(receipt.key(), receipt.json(), JSON, Map.of()));
    }

    /**
     * Writes one announced object. When it returns, its events are durable.
     *
     * @throws ObjectStoreException if that is not certain
     */
    public Stored write(PlannedObject object) {
        return store.create(object.object());
    }

    private static Stream<EventTime> times(List<StoredEvent> events) {
        return events.stream().map(stored -> stored.event().timestamp());
    }

    /** An object that is ready to be announced and written. */
    public record PlannedObject(Announced announced, NewObject object) {}
}
