package dev.taly.activity.audit.export;

import dev.taly.activity.audit.ReadReport;

/** Hears how an export goes on; on the export's thread. */
@FunctionalInterface
public interface ExportProgress {
    /**
     * So many partitions are done: none at first, then one after the other. What this throws stops the export; it goes on when it
     * is run again.
     *
     * @param done how many are
     * @param all how many there are
     * @param read what they hold
     */
    void at(long done, long all, ReadReport read);
}
