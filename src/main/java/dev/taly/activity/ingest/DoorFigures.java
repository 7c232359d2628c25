package dev.taly.activity.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the events of a request, for those who watch. Immutable.
 *
 * @param accepted how many the topic confirmed
 * @param refused how many were not taken, by their problem's code
 * @param publishTime how long the topic took; nothing where nothing was to be published
 */
public record DoorFigures(long accepted, Map<String, Long> refused, Optional<Duration> publishTime) {
    /** Of a request that was refused as a whole, or that brings no events. */
    public static final DoorFigures NONE = new DoorFigures(0, Map.of(), Optional.empty());

    public DoorFigures {
        refused = Map.copyOf(refused);
    }

    static DoorFigures of(List<Item> items, Optional<Duration> publishTime) {
        Map<String, Long> refused = items.stream()
                .map(Item::problem)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Problem::code, TreeMap::new, Collectors.counting()));
        return new DoorFigures(items.stream().filter(Item::isTaken).count(), refused, publishTime);
    }
}
