package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is in the queue. */
@Command(
        name = "list",
        description = "Count the dead letters by reason, tenant and age, or list them one by one.",
        footer = {
            "",
            "Examples:",
            "  activity dlq list",
            "  activity dlq list --letters --reason missing_field --older-than 2d"
        })
final class ListCommand implements Callable<Integer> {
    @Option(names = "--letters", description = "List the letters themselves, the oldest first.")
    private boolean letters;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many letters --letters lists (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private StackOptions where;

    private final Console console;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandFailure("--limit must be at least 1", "");
        }
        Instant now = Clock.systemUTC().instant();
        LetterFilter wanted = filter.filter(now);
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            List<Letter> oldest = new ArrayList<>();
            Survey survey = Survey.of(stack.letters(), console, now, stop, letter -> {
                boolean chosen = wanted.test(letter);
                if (chosen && letters) {
                    keepOldest(oldest, letter);
                }
                return chosen;
            });
            trim(oldest);
            LetterTables tables = new LetterTables(console, stack.dlqName(), now);
            if (json) {
                console.out().println(LetterJson.list(stack.dlqName(), survey, oldest));
            } else if (letters) {
                tables.letters(oldest, survey.summary().all().count());
            } else {
                tables.summary(survey);
            }
            survey.note(console);
            return survey.stopped() ? 1 : 0;
        }
    }

    private void keepOldest(List<Letter> oldest, Letter letter) {
        oldest.add(letter);
        if (oldest.size() >= 2 * limit) {
            trim(oldest);
        }
    }

    private void trim(List<Letter> oldest) {
        oldest.sort(Comparator.comparing(Letter::sentAt).thenComparing(Letter::messageId));
        while (oldest.size() > limit) {
            oldest.remove(oldest.size() - 1);
        }
    }
}
