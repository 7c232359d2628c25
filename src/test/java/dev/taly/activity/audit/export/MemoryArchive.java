package dev.taly.activity.audit.export;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.audit.StoredLine;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An archive in memory. A test hears of each object that is opened, and can stop the run there. */
final class MemoryArchive implements ObjectSource {
    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private Consumer<String> onGet = key -> {};

    /** Stores lines, each where it belongs; one object for a partition. */
    void store(Instant time, List<StoredLine> lines) {
        Map<Partition, List<String>> partitions = new LinkedHashMap<>();
        for (StoredLine line : lines) {
            Partition partition =
                    new Partition(line.tenantId(), line.timestamp().utcDate());
            partitions.computeIfAbsent(partition, key -> new ArrayList<>()).add(line.json());
        }
        partitions.forEach((partition, texts) -> {
            byte[] bytes = JsonLines.gzip(texts.stream());
            objects.put(partition.prefix() + JsonLines.name(time, Sha256.of(bytes)), bytes);
        });
    }

    void put(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    void onGet(Consumer<String> listener) {
        onGet = listener;
    }

    @Override
    public Stream<Listed> list(String prefix, String after) {
        return objects.tailMap(prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .filter(object -> object.getKey().compareTo(after) > 0)
                .map(object -> new Listed(object.getKey(), object.getValue().length));
    }

    @Override
    public Stream<String> folders(String prefix) {
        return list(prefix, "")
                .map(object -> object.key().substring(prefix.length()))
                .filter(rest -> rest.contains("/"))
                .map(rest -> prefix + rest.substring(0, rest.indexOf('/') + 1))
                .distinct();
    }

    @Override
    public Optional<Content> get(String key) {
        onGet.accept(key);
        return Optional.ofNullable(objects.get(key))
                .map(bytes -> new Content(new ByteArrayInputStream(bytes), Map.of()));
    }
}
