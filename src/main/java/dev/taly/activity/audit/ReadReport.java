package dev.taly.activity.audit;

import java.util.List;

/**
 * What was read.
 *
 * @param partitions of those that exist, how many were chosen
 * @param objects that were read
 * @param skipped objects that were not, because by their name or metadata they can hold nothing that is wanted
 * @param bytes as stored
 * @param events lines
 * @param matches lines that the filter chose, duplicates not counted
 * @param duplicates chosen lines with an id that was seen before in their partition
 * @param conflicts of those duplicates, the ones that say something else than the first
 * @param damages what could not be read, the first of them
 * @param damageCount how many there were
 * @param complete whether everything was read, rather than enough
 */
public record ReadReport(
        long partitions,
        long objects,
        long skipped,
        long bytes,
        long events,
        long matches,
        long duplicates,
        long conflicts,
        List<Damage> damages,
        long damageCount,
        boolean complete) {
    /** The most damages that a report names. */
    public static final int MAX_DAMAGES = 100;

    public ReadReport {
        damages = List.copyOf(damages);
    }

    /** The same, where of the matches only so many were shown. */
    public ReadReport shown(long count) {
        return new ReadReport(
                partitions,
                objects,
                skipped,
                bytes,
                events,
                Math.min(matches, count),
                duplicates,
                conflicts,
                damages,
                damageCount,
                complete && matches <= count);
    }
}
