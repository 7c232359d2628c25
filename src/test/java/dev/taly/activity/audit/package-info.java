/** Tests of the auditor's reading. */
@NullMarked
package dev.taly.activity.audit;

import org.jspecify.annotations.NullMarked;
