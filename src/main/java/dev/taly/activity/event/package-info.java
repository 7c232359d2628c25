/**
 * The event: what a service says happened, the rules it must keep, and the codec between its wire form and the record.
 *
 * <p>The first room of the flow. It knows JSON and nothing of AWS, of files or of the environment.
 */
@NullMarked
package dev.taly.activity.event;

import org.jspecify.annotations.NullMarked;
