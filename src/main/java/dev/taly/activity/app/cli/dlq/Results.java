package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    /** Says what could not be looked at, if there is anything. */
    static void noteUnseen(Console console, long unseen) {
        if (unseen > 0) {
            console.note(String.format(
                    Locale.ROOT,
                    "About %,d letters could not be seen: somebody looks at them, or did and was killed, or there are too many"
                            + " at once. Try again in 5 minutes.",
                    unseen));
        }
    }

    /** Says what went wrong on the way, if anything did. */
    static void explain(Console console, String problem, Set<String> damaged, boolean stopped) {
        if (!problem.isEmpty()) {
            console.problem(Printable.line(problem), "What is counted here was done; run it again for the rest.");
        }
        damaged.forEach(key -> console.problem(Printable.line(key) + " cannot be read", ""));
        if (stopped) {
            console.note("It was stopped before the end; run it again for the rest.");
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
