/**
 * {@code activity dlq …}: dead letters on the command line, over {@link dev.taly.activity.deadletter}. Each {@code *Command}
 * is one subcommand; what changes or shows letters leaves an activity event of its own.
 */
@NullMarked
package dev.taly.activity.app.cli.dlq;

import org.jspecify.annotations.NullMarked;
