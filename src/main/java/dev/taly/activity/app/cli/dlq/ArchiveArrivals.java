package dev.taly.activity.app.cli.dlq;

import com.fasterxml.jackson.core.JacksonException;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.deadletter.Arrivals;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.event.EventTime;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for replayed events in the partitions where they belong, in objects that were not there before. */
final class ArchiveArrivals implements Arrivals {
    private final ObjectStore store;
    private final Set<String> known = new HashSet<>();
    private final Set<String> eventIds = new HashSet<>();

    ArchiveArrivals(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void expect(Collection<Letter> letters) {
        partitions(letters).forEach(partition -> known.addAll(keys(partition)));
    }

    @Override
    public Set<String> stored(Collection<Letter> letters) {
        for (Partition partition : partitions(letters)) {
            keys(partition).stream().filter(known::add).forEach(this::read);
        }
        return letters.stream()
                .filter(letter -> eventIds.contains(letter.eventId()))
                .map(Letter::messageId)
                .collect(Collectors.toSet());
    }

    private List<String> keys(Partition partition) {
        try (Stream<ObjectSource.Listed> objects = store.list(partition.prefix())) {
            return objects.map(ObjectSource.Listed::key).toList();
        }
    }

    private void read(String key) {
        store.get(key).ifPresent(content -> {
            try (Stream<String> lines = JsonLines.read(content.body())) {
                lines.forEach(this::addId);
            } catch (UncheckedIOException e) {
                // Another writer's: it holds no event of ours.
            }
        });
    }

    private void addId(String line) {
        try {
            eventIds.add(LetterJson.JSON.readTree(line).path("id").asText());
        } catch (JacksonException e) {
            // As above.
        }
    }

    private static Set<Partition> partitions(Collection<Letter> letters) {
        return letters.stream()
                .map(ArchiveArrivals::partition)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
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
