package dev.taly.activity.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was read.
 *
 * @param partitions of those that exist, how many were chosen
 * @param objects that were read, or begun to be
 * @param skipped objects that were not, because by their metadata they can hold nothing that is wanted, or because those beside
 *     them could not be reached
 * @param bytes as stored
 * @param events lines
 * @param matches lines that the filter chose, duplicates not counted
 * @param duplicates chosen lines that say again what was read before in their partition, with the same id
 * @param conflicts chosen lines that say something else with an id that was read before in their partition; they are no
 *     duplicates
 * @param damages what could not be read, the first of them
 * @param damageCount how many there were
 * @param complete whether everything that was chosen was read, without any damage
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

    /** Nothing, and there was nothing else. */
    public static final ReadReport NONE = new ReadReport(0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, true);

    public ReadReport {
        damages = List.copyOf(damages);
    }

    /** Both, of other partitions each, together. */
    public ReadReport plus(ReadReport other) {
        return new ReadReport(
                partitions + other.partitions,
                objects + other.objects,
                skipped + other.skipped,
                bytes + other.bytes,
                events + other.events,
                matches + other.matches,
                duplicates + other.duplicates,
                conflicts + other.conflicts,
                Stream.concat(damages.stream(), other.damages.stream())
                        .limit(MAX_DAMAGES)
                        .toList(),
                damageCount + other.damageCount,
                complete && other.complete);
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
