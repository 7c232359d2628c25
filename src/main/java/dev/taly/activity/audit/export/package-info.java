/**
 * An export: the events of a selection in files that others can use.
 *
 * <p>{@link dev.taly.activity.audit.export.Export} goes partition by partition. Each becomes a part in a directory beside the
 * target, and is noted in a journal once it is safe on disk; at the end the parts become the target, at once. So an export that
 * was stopped, however, goes on where it was, and a target is there whole or not at all.
 */
@NullMarked
package dev.taly.activity.audit.export;

import org.jspecify.annotations.NullMarked;
