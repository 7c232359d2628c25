package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.Partition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads partitions. Safe for any number of threads. */
public final class ArchiveReader {
    private final ObjectSource source;

    /** A reader of that archive. */
    public ArchiveReader(ObjectSource source) {
        this.source = requireNonNull(source, "source is null");
    }

    /** The partitions of a selection that exist, day by day, and tenant by tenant within a day. */
    public List<Partition> partitions(Selection selection) {
        List<Partition> partitions = new ArrayList<>();
        for (String folder : tenantFolders(selection)) {
            try (Stream<String> dates = source.folders(folder)) {
                dates.forEach(date -> Partition.parse(date)
                        .filter(partition -> selection.touches(partition.date()))
                        .ifPresent(partitions::add));
            }
        }
        partitions.sort(Comparator.comparing(Partition::date).thenComparing(Partition::tenantId));
        return partitions;
    }

    /** The keys of a partition's objects, in their order: what {@link #read} reads of it. */
    public List<String> keys(Partition partition) {
        try (Stream<ObjectSource.Listed> objects = source.list(partition.prefix())) {
            return objects.map(ObjectSource.Listed::key)
                    .filter(key -> JsonLines.writtenAt(key).isPresent())
                    .toList();
        }
    }

    /** Reads the events that are chosen, day by day, each id once in its partition. */
    public ReadReport read(Selection selection, EventFilter filter, LineSink sink) throws IOException {
        return read(partitions(selection), selection.range(), filter, sink);
    }

    /** Reads the events of some partitions that are chosen, partition by partition, each id once in its partition. */
    public ReadReport read(List<Partition> partitions, TimeRange range, EventFilter filter, LineSink sink)
            throws IOException {
        long objects = 0;
        long bytes = 0;
        long events = 0;
        long matches = 0;
        long duplicates = 0;
        List<Damage> damages = new ArrayList<>();
        for (Partition partition : partitions) {
            Set<String> ids = new HashSet<>();
            for (String key : keys(partition)) {
                objects++;
                long number = 0;
                try (Stream<String> lines =
                        JsonLines.read(source.get(key).orElseThrow().body())) {
                    for (String text : (Iterable<String>) lines::iterator) {
                        number++;
                        events++;
                        bytes += text.length();
                        StoredLine line = StoredLine.parse(text.getBytes(StandardCharsets.UTF_8));
                        if (!range.contains(line.timestamp()) || !filter.test(line)) {
                            continue;
                        }
                        if (!ids.add(line.id())) {
                            duplicates++;
                            continue;
                        }
                        matches++;
                        if (!sink.accept(line)) {
                            return new ReadReport(
                                    partitions.size(),
                                    objects,
                                    0,
                                    bytes,
                                    events,
                                    matches,
                                    duplicates,
                                    0,
                                    damages,
                                    0,
                                    false);
                        }
                    }
                } catch (BadLineException e) {
                    damages.add(new Damage(key, number, String.valueOf(e.getMessage())));
                }
            }
        }
        return new ReadReport(
                partitions.size(), objects, 0, bytes, events, matches, duplicates, 0, damages, damages.size(), true);
    }

    private List<String> tenantFolders(Selection selection) {
        if (!selection.tenants().isEmpty()) {
            return selection.tenants().stream().map(Partition::folder).toList();
        }
        try (Stream<String> folders = source.folders(Partition.ROOT)) {
            return folders.filter(folder -> Partition.tenantOf(folder).isPresent())
                    .toList();
        }
    }
}
