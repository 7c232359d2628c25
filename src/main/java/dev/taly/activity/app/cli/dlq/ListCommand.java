package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.HeldLetter;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.LetterSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
    @Mixin
    private StackOptions where;

    @Mixin
    private FilterOptions filter;

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
            LetterSummary summary = new LetterSummary(now);
            List<Letter> oldest = new ArrayList<>();
            LetterQueue queue = stack.letters();
            LetterQueue.Depth depth = queue.depth();
            long looked = look(queue, depth, stop, letter -> {
                if (wanted.test(letter)) {
                    summary.add(letter);
                    if (letters) {
                        keepOldest(oldest, letter);
                    }
                }
            });
            trim(oldest);
            LetterTables tables = new LetterTables(console, stack.dlqName(), now);
            if (json) {
                console.out().println(LetterJson.list(stack.dlqName(), summary, depth, oldest));
            } else if (letters) {
                tables.letters(oldest, summary.all().count());
            } else {
                tables.summary(summary, looked, depth.held());
            }
            return stop.getAsBoolean() ? 1 : 0;
        }
    }

    private long look(LetterQueue queue, LetterQueue.Depth depth, StopSignal stop, Consumer<Letter> each) {
        long looked = 0;
        try (Browse browse = new Browse(queue);
                Progress progress = Progress.start(console, "Looking", " letters", 1, depth.waiting())) {
            for (List<HeldLetter> some = browse.next(); !some.isEmpty() && !stop.getAsBoolean(); some = browse.next()) {
                some.forEach(held -> each.accept(held.letter()));
                looked += some.size();
                progress.at(looked);
            }
        }
        return looked;
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
