package dev.taly.activity.app.cli.dlq;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.deadletter.Arrivals;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.event.EventTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for replayed events in the partitions where they belong. Each object is read once. To be used by one thread. */
final class ArchiveArrivals implements Arrivals {
    private final ObjectStore store;
    private final Set<String> read = new HashSet<>();
    private final Set<String> eventIds = new HashSet<>();

    ArchiveArrivals(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> stored(Collection<Letter> letters) {
        Map<String, Partition> partitions = new HashMap<>();
        letters.forEach(letter -> partition(letter).ifPresent(at -> partitions.put(letter.messageId(), at)));
        partitions.values().stream().distinct().forEach(this::read);
        Set<String> stored = new HashSet<>();
        letters.forEach(letter -> {
            if (eventIds.contains(letter.eventId())) {
                stored.add(letter.messageId());
            }
        });
        return stored;
    }

    private void read(Partition partition) {
        try (Stream<ObjectStore.Listed> objects = store.list(partition.prefix())) {
            objects.map(ObjectStore.Listed::key)
                    .filter(read::add)
                    .forEach(key -> store.get(key).ifPresent(content -> {
                        try (Stream<String> lines = JsonLines.read(content.body())) {
                            lines.forEach(this::addId);
                        }
                    }));
        }
    }

    private void addId(String line) {
        try {
            JsonNode id = LetterJson.JSON.readTree(line).path("id");
            eventIds.add(id.asText());
        } catch (JacksonException e) {
            // Another writer's; it is none of ours.
        }
    }

    private static Optional<Partition> partition(Letter letter) {
        try {
            return Optional.of(new Partition(
                    letter.glimpse().tenantId(),
                    EventTime.parse(letter.glimpse().timestamp()).utcDate()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
