package dev.taly.activity.audit;

import dev.taly.activity.archive.Partition;
import java.util.List;

/**
 * What was found in a part of an object.
 *
 * @param partition where the object is
 * @param lines the chosen ones
 * @param objects whole objects that were read with it
 * @param skipped objects that were not, for they can hold nothing wanted
 * @param bytes as stored
 * @param events lines, chosen or not
 * @param damages what is wrong, the first of it
 * @param damageCount how much is wrong
 * @param unreachable whether the source failed
 */
record Found(
        Partition partition,
        List<StoredLine> lines,
        int objects,
        int skipped,
        long bytes,
        long events,
        List<Damage> damages,
        long damageCount,
        boolean unreachable) {}
