package dev.taly.activity.audit.export;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.audit.ReadReport;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * A partition that is done, as the journal notes it.
 *
 * @param tenant whose
 * @param date its day
 * @param keys the digest of its objects' keys
 * @param objects that were read
 * @param skipped objects that were not
 * @param bytes as stored
 * @param events lines
 * @param matches how many are in the part; with none, there is no file
 * @param duplicates that were left out
 * @param conflicts of those, the ones that say something else
 */
record Part(
        String tenant,
        String date,
        String keys,
        long objects,
        long skipped,
        long bytes,
        long events,
        long matches,
        long duplicates,
        long conflicts) {
    static Part of(Partition partition, String keys, ReadReport report) {
        return new Part(
                partition.tenantId(),
                partition.date().toString(),
                keys,
                report.objects(),
                report.skipped(),
                report.bytes(),
                report.events(),
                report.matches(),
                report.duplicates(),
                report.conflicts());
    }

    /** What was read for it; without any damage, or it would not be done. */
    ReadReport report() {
        return new ReadReport(1, objects, skipped, bytes, events, matches, duplicates, conflicts, List.of(), 0, true);
    }

    /** Stands for the objects that a partition has: an object never changes, so its key is enough. */
    static String digest(List<String> keys) {
        return Sha256.of(String.join("\n", keys).getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    Partition partition() {
        return new Partition(tenant, LocalDate.parse(date));
    }
}
