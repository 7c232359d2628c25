package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Personal data, for auditors and data-protection officers. */
@Command(
        name = "pii",
        description = "Look somebody up by pseudonym, and try a privacy policy.",
        subcommands = {PiiHashCommand.class, PiiCheckCommand.class, PiiPolicyCommand.class},
        footer = {
            "",
            "Examples:",
            "  activity pii hash --tenant acme anna@example.org",
            "  activity pii check events.jsonl --policy privacy.yaml",
            "  activity pii policy > privacy.yaml"
        })
final class PiiCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;

    @Spec
    private CommandSpec spec;

    private final Console console;

    PiiCommand(Console console) {
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
