package dev.taly.activity.audit;

import java.util.ArrayList;
import java.util.List;

/** What was read so far. For one thread. */
final class Tally {
    private final List<Damage> damages = new ArrayList<>();
    private String current = "";
    private long objects;
    private long skipped;
    private long bytes;
    private long events;
    private long matches;
    private long duplicates;
    private long conflicts;
    private long damageCount;

    void add(Found found) {
        if (!found.key().equals(current)) {
            current = found.key();
            objects++;
        }
        if (found.end() == Found.End.SKIPPED || found.end() == Found.End.NOT_TRIED) {
            objects--;
            skipped++;
        }
        bytes += found.bytes();
        events += found.events();
        damageCount += found.damageCount();
        found.damages().stream().limit(ReadReport.MAX_DAMAGES - damages.size()).forEach(damages::add);
    }

    void add(SeenIds.Seen seen) {
        duplicates += seen == SeenIds.Seen.COPY ? 1 : 0;
        conflicts += seen == SeenIds.Seen.CONFLICT ? 1 : 0;
    }

    void add(Damage damage) {
        damageCount++;
        damages.add(damage);
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
                complete && damageCount == 0);
    }
}
