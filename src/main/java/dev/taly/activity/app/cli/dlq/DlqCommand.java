package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The dead letters, for operations. */
@Command(
        name = "dlq",
        description = "Look at dead letters, mend them, send them again, keep them in S3.",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            ReplayCommand.class,
            FixCommand.class,
            ArchiveCommand.class,
            RestoreCommand.class,
            PurgeCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  activity dlq list                                       the local stack's",
            "  activity dlq list --dlq activity-dlq --bucket my-log    one in AWS",
            "  activity dlq replay --reason redriven --canary 10"
        })
public final class DlqCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;

    @Spec
    private CommandSpec spec;

    private final Console console;

    /** Made by the command line. */
    public DlqCommand(Console console) {
        this.console = console;
    }

    /** Without a subcommand it shows what there is. */
    @Override
    public Integer call() {
        console.err()
                .print(spec.commandLine().getUsageMessage(console.colourScheme().ansi()));
        console.err().flush();
        return WRONG_USE;
    }
}
