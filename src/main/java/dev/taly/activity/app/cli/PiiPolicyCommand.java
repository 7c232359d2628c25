package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.privacy.PrivacyPolicy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the shipped policy. */
@Command(
        name = "policy",
        description = "Print the privacy policy that ships, to start your own from.",
        footer = {"", "Example: activity pii policy > privacy.yaml"})
final class PiiPolicyCommand implements Callable<Integer> {
    private final Console console;

    PiiPolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(PrivacyPolicy.shippedText());
        console.out().flush();
        return 0;
    }
}
