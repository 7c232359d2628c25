/**
 * {@code activity query}, {@code export}, {@code sql} and {@code stats}: what auditors do with the archive.
 *
 * <p>{@link dev.taly.activity.app.cli.audit.ArchiveOptions} opens it, {@link dev.taly.activity.app.cli.audit.SelectionOptions} and
 * {@link dev.taly.activity.app.cli.audit.FilterOptions} say what to read, and {@link dev.taly.activity.app.cli.audit.ReadLog}
 * leaves an activity event of each reading.
 */
@NullMarked
package dev.taly.activity.app.cli.audit;

import org.jspecify.annotations.NullMarked;
