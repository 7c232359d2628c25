package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Findings for a person, one below the other. */
final class Report {
    private static final Pattern COMMAND = Pattern.compile("(aws|activity) ");
    private static final int SUBJECT = 18;
    private static final int INDENT = SUBJECT + 2;

    private final Console console;

    Report(Console console) {
        this.console = console;
    }

    void title(Site site) {
        console.out().println(console.bold((site.isLocal() ? "The " : "Stack ") + Printable.line(site.name())));
        console.out().println();
    }

    /** A sentence of what is, one of what it means, and the fix, whole, to be copied. */
    void finding(Finding finding) {
        Outcome outcome = finding.outcome();
        String mark = mark(outcome);
        String subject = String.format(Locale.ROOT, "%-" + (SUBJECT - 1) + "s ", finding.subject());
        List<String> lines = new ArrayList<>(wrapped(outcome.what()));
        console.out().println(mark + " " + subject + (lines.isEmpty() ? "" : lines.remove(0)));
        lines.forEach(this::below);
        if (outcome instanceof Outcome.Problem problem) {
            advice(problem.means(), problem.fix());
        } else if (outcome instanceof Outcome.Warning warning) {
            advice(warning.means(), warning.fix());
        }
    }

    void summary(Diagnosis diagnosis) {
        String text = String.format(
                Locale.ROOT,
                "%d well, %d %s, %d %s, %d not checked",
                diagnosis.well(),
                diagnosis.warnings(),
                diagnosis.warnings() == 1 ? "warning" : "warnings",
                diagnosis.problems(),
                diagnosis.problems() == 1 ? "problem" : "problems",
                diagnosis.notChecked());
        console.out().println();
        console.out()
                .println(
                        diagnosis.problems() > 0
                                ? console.bad(text)
                                : diagnosis.warnings() + diagnosis.notChecked() > 0
                                        ? console.warning(text)
                                        : console.good(text));
    }

    private String mark(Outcome outcome) {
        if (outcome instanceof Outcome.Well) {
            return console.good("✓");
        }
        if (outcome instanceof Outcome.Warning) {
            return console.warning("!");
        }
        return outcome instanceof Outcome.Problem ? console.bad("✗") : console.faint("–");
    }

    private void advice(String means, String fix) {
        wrapped(means).forEach(this::below);
        // A command is not wrapped, so that it can be copied.
        if (COMMAND.matcher(fix).lookingAt()) {
            below(console.faint("→ ") + Printable.line(fix));
        } else {
            wrapped("→ " + fix).forEach(this::below);
        }
    }

    private void below(String line) {
        console.out().println(" ".repeat(INDENT) + line);
    }

    private List<String> wrapped(String text) {
        int width = Math.max(INDENT, console.columns() - INDENT);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Printable.line(text).split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
