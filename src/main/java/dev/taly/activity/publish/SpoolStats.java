package dev.taly.activity.publish;

/**
 * What the counters of a publisher say of its spool; all 0 where it has none.
 *
 * @param recovered events taken over from publishers that were killed, or had closed with events left
 * @param left events that were open when this publisher closed, and are on the disk for the next one
 * @param unspooled events accepted into memory alone, because the disk could not be written
 * @param failures how often something went wrong, as {@link PublishListener#onSpoolFailure} hears it
 * @param bytes what its files may take until they are deleted; those taken over or set aside count, too
 */
public record SpoolStats(long recovered, long left, long unspooled, long failures, long bytes) {}
