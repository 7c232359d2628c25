package dev.taly.activity.audit;

import java.util.ArrayList;
import java.util.List;

/** What was read so far. For one thread. */
final class Tally {
    private final List<Damage> damages = new ArrayList<>();
    private long objects;
    private long skipped;
    private long bytes;
    private long events;
    private long matches;
    private long duplicates;
    private long conflicts;
    private long damageCount;

    void add(Found found) {
        objects += found.objects();
        skipped += found.skipped();
        bytes += found.bytes();
        events += found.events();
        damageCount += found.damageCount();
        found.damages().stream().limit(ReadReport.MAX_DAMAGES - damages.size()).forEach(damages::add);
    }

    void add(SeenIds.Seen seen) {
        duplicates += seen == SeenIds.Seen.NEW ? 0 : 1;
        conflicts += seen == SeenIds.Seen.CONFLICT ? 1 : 0;
    }

    void emitted() {
        matches++;
    }

    long matches() {
        return matches;
    }

    ReadReport report(long partitions, boolean complete) {
        return new ReadReport(
                partitions,
                objects,
                skipped,
                bytes,
                events,
                matches,
                duplicates,
                conflicts,
                damages,
                damageCount,
                complete);
    }
}
