/** Readings of the archive leave a record, whoever reads and however. */
@NullMarked
package dev.taly.activity.app.audit;

import org.jspecify.annotations.NullMarked;
