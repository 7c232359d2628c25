package dev.taly.activity.app.cli.shell;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who uses a command, and in which tenant's log that is recorded: what is done with the archive is an activity, too. */
public final class OperatorOptions {
    @Option(
            names = "--as",
            paramLabel = "ID",
            defaultValue = "${env:ACTIVITY_ACTOR}",
            description = "Who you are in the activity log; else ACTIVITY_ACTOR, else your user name here.")
    private @Nullable String actor;

    @Option(
            names = "--log-tenant",
            paramLabel = "TENANT",
            defaultValue = "${env:ACTIVITY_LOG_TENANT:-operations}",
            description = "The tenant whose log it goes to (default: operations).")
    private String tenant;

    /** For picocli. */
    public OperatorOptions() {}

    /** Who it is. */
    public String who() {
        return actor == null || actor.isEmpty() ? System.getProperty("user.name", "unknown") : actor;
    }

    /** Whose log it goes to. */
    public String tenant() {
        return tenant;
    }
}
