package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.PartitionList.Target;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Reads partitions: several objects at once, each as a stream, in bounded memory, and hands the chosen events on in order, each
 * id once in its partition. What cannot be read is reported, and the rest is read all the same. Safe for any number of threads.
 */
public final class ArchiveReader {
    private static final int USUAL_OBJECTS_AT_ONCE = 8;

    private final ObjectSource source;
    private final int objectsAtOnce;

    /** A reader of that archive. */
    public ArchiveReader(ObjectSource source) {
        this(source, USUAL_OBJECTS_AT_ONCE);
    }

    /**
     * A reader of that archive.
     *
     * @param objectsAtOnce how many objects are read at the same time: as many as processors for a disk, more for a store that
     *     lets one wait
     */
    public ArchiveReader(ObjectSource source, int objectsAtOnce) {
        this.source = requireNonNull(source, "source is null");
        if (objectsAtOnce < 1) {
            throw new IllegalArgumentException("objectsAtOnce is below 1");
        }
        this.objectsAtOnce = objectsAtOnce;
    }

    /** The partitions of a selection that exist, day by day, and tenant by tenant within a day. */
    public List<Partition> partitions(Selection selection) {
        return new PartitionList(source)
                .of(selection).stream()
                        .sorted(Comparator.comparing(Partition::date).thenComparing(Partition::tenantId))
                        .toList();
    }

    /** The keys of a partition's objects, in their order: what is read of it. */
    public List<String> keys(Partition partition) {
        return new PartitionList(source)
                .objects(partition, "").stream().map(PartitionList.Target::key).toList();
    }

    /**
     * Reads the events that are chosen, in the order of {@link ReadRequest.Order#STORED}.
     *
     * @throws ObjectStoreException if the archive cannot be listed, or can no longer be reached
     * @throws IOException what the sink throws, or no room for what must be kept meanwhile
     */
    public ReadReport read(Selection selection, EventFilter filter, LineSink sink) throws IOException {
        return read(new ReadRequest(selection, filter, ReadRequest.Order.STORED, 0, false), sink);
    }

    /** The same for some partitions, in their order. */
    public ReadReport read(List<Partition> partitions, TimeRange range, EventFilter filter, LineSink sink)
            throws IOException {
        ReadRequest all = new ReadRequest(Selection.ofAllTenants(range), filter, ReadRequest.Order.STORED, 0, false);
        return new Reading(source, objectsAtOnce, all, sink).of(partitions);
    }

    /** The same, as the request says. */
    public ReadReport read(ReadRequest request, LineSink sink) throws IOException {
        return new Reading(source, objectsAtOnce, request, sink).of(partitions(request.selection()));
    }

    /**
     * Reads all events of one object, copies as well.
     *
     * @param key that lies in a partition
     * @throws IllegalArgumentException if it does not
     * @throws ObjectStoreException if the object cannot be read to its end, or not now; the sink may have got some of it
     * @throws IOException what the sink throws
     */
    public ReadReport read(String key, LineSink sink) throws IOException {
        Target target = Target.of(key).orElseThrow(() -> new IllegalArgumentException(key + " lies in no partition"));
        ReadRequest all = new ReadRequest(
                Selection.ofAllTenants(TimeRange.ALL), EventFilter.all(), ReadRequest.Order.STORED, 0, true);
        Reading reading = new Reading(source, 1, all, sink);
        boolean goesOn = reading.more(List.of(target));
        if (!reading.takeUnreachable().isEmpty()) {
            throw new ObjectStoreException(key, "could not be read to its end");
        }
        return reading.report(goesOn);
    }
}
