package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.event.EventSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of an event. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of an event.",
        footer = {"", "Example: activity schema > activity-event.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(EventSchema.json().strip());
        return 0;
    }
}
