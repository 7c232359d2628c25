package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.event.EventFields;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.privacy.PseudonymKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a value's pseudonyms. The value itself is printed nowhere. */
@Command(
        name = "hash",
        description = {
            "Print the pseudonym of a value, under each key, the current one first:",
            "to look for somebody in a tenant's events."
        },
        footer = {
            "",
            "Inside texts, cards and bank accounts are hashed without their spaces,",
            "and phone numbers as +442079460958.",
            "",
            "Examples:",
            "  activity pii hash --tenant acme anna@example.org",
            "  activity pii hash --tenant acme - < value.txt    not in the history"
        })
final class PiiHashCommand implements Callable<Integer> {
    private static final int LONGEST = 1024 * 1024;

    @Parameters(paramLabel = "VALUE", description = "What to look for; - reads it from standard input.")
    private String value;

    @Option(names = "--tenant", paramLabel = "T", required = true, description = "The tenant in whose events.")
    private String tenant;

    @Mixin
    private KeysOption keys;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    private final Console console;

    PiiHashCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!EventFields.isTenantId(tenant)) {
            throw new CommandFailure(
                    "no tenant has such a name", "A tenant's is 1 to 64 of A-Z a-z 0-9 _ . -, the first no sign.");
        }
        PseudonymKeys known = keys.required(console);
        List<String> pseudonyms = known.pseudonyms(tenant, value.equals("-") ? fromInput() : value);
        if (json) {
            JsonText out = new JsonText(256).begin('{').member("tenant", tenant);
            out.name("pseudonyms").begin('[');
            pseudonyms.forEach(out::string);
            console.out().println(out.end(']').end('}'));
        } else {
            pseudonyms.forEach(console.out()::println);
        }
        return 0;
    }

    /** Without the line end that a shell puts behind it. */
    private String fromInput() {
        try {
            String text = new String(console.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
            return text.replaceFirst("\\r?\\n\\z", "");
        } catch (IOException e) {
            throw new CommandFailure("cannot read standard input: " + e.getMessage(), "", e);
        }
    }
}
