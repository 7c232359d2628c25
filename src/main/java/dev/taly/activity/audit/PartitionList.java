package dev.taly.activity.audit;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.Partition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which partitions and objects there are. Only what is chosen is listed, never another day's objects. */
final class PartitionList {
    private static final String SUFFIX = ".jsonl.gz";

    private final ObjectSource source;

    PartitionList(ObjectSource source) {
        this.source = source;
    }

    /**
     * An object to read.
     *
     * @param writtenAt by its name; the end of time where it has another name than the archive gives
     */
    record Target(Partition partition, String key, Instant writtenAt) {
        private static Target of(Partition partition, String key) {
            return new Target(partition, key, JsonLines.writtenAt(key).orElse(Instant.MAX));
        }

        /** The object of that key, or nothing where that lies in no partition. */
        static Optional<Target> of(String key) {
            return Partition.ofKey(key).map(partition -> of(partition, key));
        }

        /** Whether somebody else put it there, so that nothing is known of it. */
        boolean isForeign() {
            return writtenAt.equals(Instant.MAX);
        }
    }

    /** Those of a selection, in any order. */
    List<Partition> of(Selection selection) {
        List<Partition> partitions = new ArrayList<>();
        for (String folder : tenants(selection)) {
            try (Stream<String> dates = source.folders(folder)) {
                dates.map(Partition::parse)
                        .flatMap(Optional::stream)
                        .filter(partition -> selection.touches(partition.date()))
                        .forEach(partitions::add);
            }
        }
        return partitions;
    }

    /** A partition's objects whose keys come after that one, in the order of their keys. */
    List<Target> objects(Partition partition, String after) {
        List<Target> targets = new ArrayList<>();
        list(partition, after, targets::add);
        return targets;
    }

    /** The same, each as soon as it is known. */
    <E extends Exception> void list(Partition partition, String after, Taker<E> taker) throws E {
        try (Stream<ObjectSource.Listed> objects = source.list(partition.prefix(), after)) {
            for (ObjectSource.Listed object : (Iterable<ObjectSource.Listed>) objects::iterator) {
                // Whatever else lies there, such as an upload that a local store has not finished, is no object of
                // ours.
                if (object.key().endsWith(SUFFIX)) {
                    taker.take(Target.of(partition, object.key()));
                }
            }
        }
    }

    /** Takes objects. */
    @FunctionalInterface
    interface Taker<E extends Exception> {
        void take(Target target) throws E;
    }

    private List<String> tenants(Selection selection) {
        if (!selection.tenants().isEmpty()) {
            return selection.tenants().stream().map(Partition::folder).toList();
        }
        try (Stream<String> folders = source.folders(Partition.ROOT)) {
            return folders.filter(folder -> Partition.tenantOf(folder).isPresent())
                    .toList();
        }
    }
}
