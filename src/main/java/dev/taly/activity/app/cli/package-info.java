/**
 * The command line: {@link dev.taly.activity.app.cli.Activity} is its main class, each {@code *Command} one command.
 * Results go to standard output, all else to standard error; exit codes are 0 for done, 1 for "no" or partly failed, 2 for
 * wrong use or what could not be done.
 */
@NullMarked
package dev.taly.activity.app.cli;

import org.jspecify.annotations.NullMarked;
