/**
 * What all commands share: where they read and print, how they show progress, and how they fail.
 */
@NullMarked
package dev.taly.activity.app.cli.shell;

import org.jspecify.annotations.NullMarked;
