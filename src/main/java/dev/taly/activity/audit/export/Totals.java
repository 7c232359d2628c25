package dev.taly.activity.audit.export;

import dev.taly.activity.audit.Damage;
import dev.taly.activity.audit.ReadReport;
import java.util.ArrayList;
import java.util.List;

/** Adds partitions up. */
final class Totals {
    private final List<Damage> damages = new ArrayList<>();
    private long damageCount;
    private long partitions;
    private long objects;
    private long skipped;
    private long bytes;
    private long events;
    private long matches;
    private long duplicates;
    private long conflicts;

    void add(Part part) {
        partitions++;
        objects += part.objects();
        skipped += part.skipped();
        bytes += part.bytes();
        events += part.events();
        matches += part.matches();
        duplicates += part.duplicates();
        conflicts += part.conflicts();
    }

    void addDamages(ReadReport report) {
        damageCount += report.damageCount();
        report.damages().stream()
                .limit(Math.max(0, ReadReport.MAX_DAMAGES - damages.size()))
                .forEach(damages::add);
    }

    ReadReport report() {
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
                true);
    }
}
