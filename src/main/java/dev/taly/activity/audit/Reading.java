package dev.taly.activity.audit;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.PartitionList.Target;
import dev.taly.activity.audit.ReadRequest.Order;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/** One reading, from the list of partitions to the report. To be used once, by one thread. */
final class Reading {
    private static final int PARTS_AHEAD = 2;

    private final ObjectSource source;
    private final PartitionList list;
    private final int objectsAtOnce;
    private final ReadRequest request;
    private final LineSink sink;
    private final Tally tally = new Tally();
    private final Map<Partition, SeenIds> seen = new HashMap<>();
    private final Set<Partition> partitions = new HashSet<>();
    private final Unreachable unreachable = new Unreachable();
    private boolean stopped;

    Reading(ObjectSource source, int objectsAtOnce, ReadRequest request, LineSink sink) {
        this.source = source;
        this.list = new PartitionList(source);
        this.objectsAtOnce = objectsAtOnce;
        this.request = request;
        this.sink = sink;
    }

    ReadReport of(List<Partition> chosen) throws IOException {
        try {
            if (request.order() == Order.STORED) {
                asStored(chosen);
            } else {
                byTime(chosen);
            }
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was interrupted");
        }
        partitions.addAll(chosen);
        return report(!stopped);
    }

    /**
     * Reads some more objects.
     *
     * @return whether still more are wanted
     */
    boolean more(List<Target> targets) throws IOException {
        try {
            scan(targets.iterator(), this::show);
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was interrupted");
        }
        return !stopped;
    }

    /** The objects that could not be reached since this was asked last. */
    Set<String> takeUnreachable() {
        return unreachable.take();
    }

    /** What was read so far. */
    ReadReport report(boolean complete) {
        return tally.report(partitions.size(), complete);
    }

    private void asStored(List<Partition> partitions) throws IOException, InterruptedException {
        try (Listing listing = listing(partitions)) {
            scan(listing, found -> {
                seen.keySet().removeIf(partition -> !partition.equals(found.partition()));
                show(found);
            });
        }
    }

    private void show(Found found) throws IOException {
        for (FoundLine chosen : found.lines()) {
            if (!stopped && isWanted(found.partition(), chosen)) {
                emit(chosen.line());
            }
        }
    }

    /** A day at a time, for a day's events are in that day's partitions alone. */
    private void byTime(List<Partition> partitions) throws IOException, InterruptedException {
        NavigableMap<LocalDate, List<Partition>> days = new TreeMap<>();
        partitions.forEach(partition ->
                days.computeIfAbsent(partition.date(), day -> new ArrayList<>()).add(partition));
        boolean newestFirst = request.order() == Order.NEWEST;
        for (List<Partition> day : (newestFirst ? days.descendingMap() : days).values()) {
            if (wantsNoMore()) {
                return;
            }
            seen.clear();
            long left = request.limit() == 0 ? 0 : request.limit() - tally.matches();
            try (SortedLines lines = SortedLines.of(request.order(), left)) {
                sortDay(day, lines);
                lines.forEach(line -> {
                    emit(line);
                    return !stopped;
                });
            }
        }
    }

    private void sortDay(List<Partition> day, SortedLines lines) throws IOException, InterruptedException {
        List<Target> targets = new ArrayList<>();
        try (Listing listing = listing(day)) {
            listing.forEachRemaining(targets::add);
        }
        if (request.order() == Order.NEWEST) {
            // The latest written first: what was written before cannot be much later.
            targets.sort(Comparator.comparing(Target::writtenAt).thenComparing(Target::key));
            Collections.reverse(targets);
        }
        scan(targets.iterator(), new Scanned() {
            private int objects;

            @Override
            public boolean goesOn() {
                return request.order() != Order.NEWEST
                        || objects >= targets.size()
                        || !lines.isSettled(latest(targets.get(objects)));
            }

            @Override
            public void take(Found found) throws IOException {
                objects += found.end() == Found.End.NOT_YET ? 0 : 1;
                for (FoundLine chosen : found.lines()) {
                    if (isWanted(found.partition(), chosen)) {
                        lines.add(chosen.line());
                    }
                }
            }
        });
    }

    /** The latest time of an event in that object. */
    private static Instant latest(Target target) {
        return target.isForeign() ? Instant.MAX : target.writtenAt().plus(Listing.AHEAD);
    }

    private void scan(Iterator<Target> targets, Scanned scanned) throws IOException, InterruptedException {
        try (Ahead<Found> scans = new Ahead<>(scans(targets), objectsAtOnce, PARTS_AHEAD)) {
            for (Found found = scans.next(); found != null; found = scans.next()) {
                partitions.add(found.partition());
                tally.add(found);
                unreachable.note(found).ifPresent(tally::add);
                scanned.take(found);
                if (wantsNoMore() || !scanned.goesOn()) {
                    return;
                }
            }
        }
    }

    private boolean wantsNoMore() {
        stopped |= !sink.wantsMore();
        return stopped;
    }

    private Iterator<Ahead.Producer<Found>> scans(Iterator<Target> targets) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return targets.hasNext();
            }

            @Override
            public Ahead.Producer<Found> next() {
                return scan(targets.next());
            }
        };
    }

    private Ahead.Producer<Found> scan(Target target) {
        Partition partition = target.partition();
        if (target.isForeign()) {
            return out -> out.put(Found.damaged(
                    partition, target.key(), "has no name that the archive gives to its objects, and was not read"));
        }
        LineSearch search = new LineSearch(
                request.filter(),
                request.selection().range(),
                request.selection().range().covers(partition.date()));
        Ahead.Producer<Found> scan = new ObjectScan(source, partition, target.key(), search);
        return out -> {
            if (unreachable.isGivenUp(partition)) {
                out.put(Found.nothing(partition, target.key(), Found.End.NOT_TRIED));
            } else {
                scan.makeInto(out);
            }
        };
    }

    private Listing listing(List<Partition> partitions) {
        return new Listing(list, partitions, request.selection().range().from());
    }

    private boolean isWanted(Partition partition, FoundLine chosen) {
        SeenIds.Seen before =
                seen.computeIfAbsent(partition, any -> new SeenIds()).add(chosen.digest());
        tally.add(before);
        // Another event with the same id is no copy: to leave either out would let the other hide it.
        return request.allCopies() || before != SeenIds.Seen.COPY;
    }

    private void emit(StoredLine line) throws IOException {
        tally.emitted();
        if (!sink.accept(line) || tally.matches() == request.limit()) {
            stopped = true;
        }
    }

    /** Takes what is found. */
    @FunctionalInterface
    private interface Scanned {
        void take(Found found) throws IOException;

        /** Whether more can matter. */
        default boolean goesOn() {
            return true;
        }
    }
}
