package dev.taly.activity.audit;

import dev.taly.activity.archive.Partition;
import java.util.List;

/**
 * What was found in a part of an object.
 *
 * @param partition where the object is
 * @param key the object's
 * @param end what became of the object, with its last part
 * @param lines the chosen ones
 * @param bytes as stored
 * @param events lines, chosen or not
 * @param damages what is wrong, the first of it
 * @param damageCount how much is wrong
 */
record Found(
        Partition partition,
        String key,
        End end,
        List<FoundLine> lines,
        long bytes,
        long events,
        List<Damage> damages,
        long damageCount) {
    /** What became of an object. */
    enum End {
        /** It goes on. */
        NOT_YET,
        /** It was read, however well. */
        READ,
        /** It was not, for it can hold nothing wanted. */
        SKIPPED,
        /** The source failed, there or on the way. */
        UNREACHABLE,
        /** It was not tried, because too many of its partition could not be reached. */
        NOT_TRIED
    }

    /** An object without a part. */
    static Found nothing(Partition partition, String key, End end) {
        return new Found(partition, key, end, List.of(), 0, 0, List.of(), 0);
    }

    /** An object that is damaged as a whole. */
    static Found damaged(Partition partition, String key, String message) {
        return new Found(partition, key, End.READ, List.of(), 0, 0, List.of(new Damage(key, 0, message)), 1);
    }
}
