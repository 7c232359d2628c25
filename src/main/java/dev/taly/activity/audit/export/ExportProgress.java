package dev.taly.activity.audit.export;

/** Hears how an export goes on; on the export's thread. */
@FunctionalInterface
public interface ExportProgress {
    /**
     * A partition is done.
     *
     * @param done how many are
     * @param all how many there are
     */
    void at(long done, long all);
}
