/**
 * Where everything is put together: settings from the environment, the wiring, the Lambda entry points ({@code
 * *Function}), in {@code http} the HTTP door's own server, and in {@code cli} the command line.
 */
@NullMarked
package dev.taly.activity.app;

import org.jspecify.annotations.NullMarked;
