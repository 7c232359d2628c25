/**
 * The auditor's reading: what lies in the partitions is found, counted and handed on.
 *
 * <p>A {@link dev.taly.activity.audit.Selection} says which partitions, an {@link dev.taly.activity.audit.EventFilter} which
 * events. {@link dev.taly.activity.audit.ArchiveReader} reads them: objects ahead and in parallel, each as a stream, each event
 * once, and hands {@link dev.taly.activity.audit.StoredLine}s on in order. What was read, and what could not be, is its
 * {@link dev.taly.activity.audit.ReadReport}.
 */
@NullMarked
package dev.taly.activity.audit;

import org.jspecify.annotations.NullMarked;
