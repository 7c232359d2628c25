package dev.taly.activity.audit.export;

import dev.taly.activity.audit.ReadReport;

/**
 * What an export did.
 *
 * @param read what the partitions hold, those included that an earlier run has read
 * @param reused how many partitions were done already
 * @param bytes how large the target is; a tree's files together
 */
public record ExportReport(ReadReport read, long reused, long bytes) {}
