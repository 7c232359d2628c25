package dev.taly.activity.app.cli;

/** Sets the log of the command line, on standard error, before the first logger is made. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    static void configure(boolean verbose, String command) {
        set("defaultLogLevel", verbose ? "info" : "error");
        set("log.dev.taly.activity", verbose ? "debug" : command.equals("local") ? "info" : "warn");
        set("showThreadName", "false");
        set("showLogName", verbose ? "true" : "false");
        set("showDateTime", "true");
        set("dateTimeFormat", "HH:mm:ss.SSS");
    }

    private static void set(String name, String value) {
        System.setProperty(PREFIX + name, value);
    }
}
