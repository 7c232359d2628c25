package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo shows at its end. */
final class DemoReport {
    private final Console console;

    DemoReport(Console console) {
        this.console = console;
    }

    void stored(ArchiveCount stored) {
        title("Stored in S3, by tenant and date");
        PartitionTree.draw(stored).forEach(this::line);
        line("");
    }

    void letters(SqsDeadLetterPeek letters) {
        title("Dead letters in the DLQ, by reason");
        if (letters.letters() == 0) {
            line("  none");
        }
        letters.reasons().forEach((reason, count) -> {
            line(String.format(Locale.ROOT, "  %5d  %-22s %s", count, reason.code(), shortened(reason.pointer())));
            wrapped(reason.message()).forEach(part -> line("         " + console.faint(part)));
        });
        line("");
    }

    /** The balance, and whether it is even. */
    boolean balance(long published, long stored, long duplicates, long letters) {
        boolean even = published == stored + letters;
        String sum = String.format(
                Locale.ROOT,
                "published %,d %s stored %,d + dead-lettered %,d",
                published,
                even ? "=" : "≠",
                stored,
                letters);
        line((even ? console.good("✔ ") : console.bad("✘ ")) + console.bold(sum));
        if (duplicates > 0) {
            line(String.format(Locale.ROOT, "  stored more than once (at-least-once; the id tells): %,d", duplicates));
        }
        return even;
    }

    void lost(long lines) {
        if (lines > 0) {
            line(console.bad("✘ ") + String.format(Locale.ROOT, "not taken by the topic: %,d", lines));
        }
    }

    void repeated(long lines) {
        if (lines > 0) {
            line(String.format(Locale.ROOT, "  lines whose id had come before: %,d", lines));
        }
    }

    void whatNext(Path data) {
        Path events = data.resolve("events");
        line("");
        title("The files");
        line("  " + events.toAbsolutePath().normalize());
        line("");
        title("Try next");
        line("  gzip -dc " + events + "/*/*/*.gz | head -3");
        line("  scripts/activity demo --events 10000 --tenants 20");
        line("  scripts/activity local      keeps the stack up, for your own programs");
    }

    private void title(String text) {
        line(console.bold(text));
    }

    private void line(String text) {
        console.out().println(text);
    }

    private static String shortened(String pointer) {
        return pointer.length() <= 46 ? pointer : pointer.substring(0, 45) + "…";
    }

    /** In lines of 70 characters, broken between words. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > 70) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
