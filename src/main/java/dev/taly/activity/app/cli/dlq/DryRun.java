package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.HeldLetter;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.LetterSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Says which letters an operation would take. */
final class DryRun {
    private final Console console;

    DryRun(Console console) {
        this.console = console;
    }

    int run(DlqStack stack, LetterFilter wanted, @Nullable Long limit, BooleanSupplier stop, boolean json) {
        Instant now = Clock.systemUTC().instant();
        LetterSummary summary = new LetterSummary(now);
        LetterQueue queue = stack.letters();
        LetterQueue.Depth depth = queue.depth();
        long most = limit == null ? Long.MAX_VALUE : limit;
        long looked = 0;
        try (Browse browse = new Browse(queue)) {
            for (List<HeldLetter> some = browse.next();
                    !some.isEmpty() && summary.all().count() < most && !stop.getAsBoolean();
                    some = browse.next()) {
                looked += some.size();
                for (HeldLetter held : some) {
                    Letter letter = held.letter();
                    if (wanted.test(letter) && summary.all().count() < most) {
                        summary.add(letter);
                    }
                }
            }
        }
        if (json) {
            console.out().println(LetterJson.list(stack.dlqName(), summary, depth, List.of()));
        } else {
            new LetterTables(console, stack.dlqName(), now).summary(summary, looked, depth.held());
            console.note("A dry run: nothing was sent.");
        }
        return 0;
    }
}
