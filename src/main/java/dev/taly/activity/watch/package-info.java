/** What lets people see the flow: in {@code metrics} its figures. */
@NullMarked
package dev.taly.activity.watch;

import org.jspecify.annotations.NullMarked;
