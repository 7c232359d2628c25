package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.deadletter.OperationLog;
import dev.taly.activity.deadletter.OperationLog.Operation;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does it: every change of dead letters is an activity, too. */
final class OperatorOptions {
    @Option(
            names = "--actor",
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

    /**
     * Writes the activity event.
     *
     * @return whether it is on its way
     */
    boolean record(DlqStack stack, Console console, Operation operation, Map<String, ?> details) {
        String who = actor == null || actor.isEmpty() ? System.getProperty("user.name", "unknown") : actor;
        String problem = new OperationLog(stack.consumer(), tenant, who, Clock.systemUTC())
                .record(operation, stack.dlqName(), details);
        if (!problem.isEmpty()) {
            console.problem("the activity event " + operation.action() + " could not be written: " + problem, "");
        }
        return problem.isEmpty();
    }
}
