package dev.taly.activity.app.cli;

import java.util.Set;

/** Sets the log of the command line, on standard error, before the first logger is made. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";
    private static final Set<String> LONG_RUNNING = Set.of("local", "serve", "worker");

    private Logging() {}

    static void configure(boolean verbose, String command) {
        set("defaultLogLevel", verbose ? "info" : "error");
        set("log.dev.taly.activity", verbose ? "debug" : LONG_RUNNING.contains(command) ? "info" : "warn");
        set("showThreadName", "false");
        set("showLogName", verbose ? "true" : "false");
        set("showDateTime", "true");
        set("dateTimeFormat", "HH:mm:ss.SSS");
    }

    private static void set(String name, String value) {
        System.setProperty(PREFIX + name, value);
    }
}
