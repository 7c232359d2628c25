package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import java.util.Locale;
import java.util.Map;

/** What an operation did, as one name and value a line. */
final class Results {
    private Results() {}

    /** Prints them for a person or for a machine. */
    static void report(Console console, boolean json, Map<String, ?> result) {
        if (json) {
            console.out().println(LetterJson.pretty(LetterJson.JSON.valueToTree(result)));
        } else {
            print(console, result);
        }
    }

    private static void print(Console console, Map<String, ?> result) {
        result.forEach((name, value) -> {
            if (value instanceof Map<?, ?> several) {
                several.forEach((why, count) -> line(console, name, count + " × " + why));
            } else if (!value.equals("")) {
                line(console, name, value instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : value);
            }
        });
    }

    private static void line(Console console, String name, Object value) {
        console.out().printf("%-10s %s%n", words(name), Printable.line(String.valueOf(value), 68));
    }

    /** {@code cameBack} as {@code came back}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
