package dev.taly.activity.app.cli.dlq;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.deadletter.Letter;
import java.io.PrintWriter;
import java.util.List;

/** A change of an event as a unified diff, one member a line. */
final class ChangeView {
    private static final int CONTEXT = 2;
    /** The two lines with file names, which it has none of. */
    private static final int HEAD = 2;

    private ChangeView() {}

    /** Prints it to where the command wants it. */
    static void print(Console console, PrintWriter to, Letter letter, String after) {
        to.println(console.bold("Letter " + LetterTables.shortId(letter.messageId())) + "  "
                + Printable.line(letter.reason().code() + " " + letter.reason().pointer(), 60));
        diff(letter.eventText(), after).forEach(line -> to.println("  " + coloured(console, line)));
        to.println();
    }

    static List<String> diff(String before, String after) {
        List<String> old = members(before);
        List<String> changed = members(after);
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff("", "", old, DiffUtils.diff(old, changed), CONTEXT);
        return lines.size() <= HEAD
                ? List.of("(nothing changes)")
                : lines.subList(HEAD, lines.size()).stream()
                        .filter(line -> !line.startsWith("@@"))
                        .map(Printable::line)
                        .toList();
    }

    /** Without the commas between them: they come and go with a neighbour. */
    private static List<String> members(String text) {
        return EventText.plain(text)
                .lines()
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }

    private static String coloured(Console console, String line) {
        if (line.startsWith("+")) {
            return console.good(line);
        }
        return line.startsWith("-") ? console.bad(line) : line;
    }
}
