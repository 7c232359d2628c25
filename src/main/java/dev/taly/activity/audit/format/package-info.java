/**
 * How a line is handed on: an {@link dev.taly.activity.audit.format.EventFormat} turns a
 * {@link dev.taly.activity.audit.StoredLine} into a piece of a file, so that files can be written part by part and put together.
 */
@NullMarked
package dev.taly.activity.audit.format;

import org.jspecify.annotations.NullMarked;
