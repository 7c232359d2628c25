package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.LetterSummary;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One look over a whole queue.
 *
 * @param summary of the letters that were chosen
 * @param looked letters that were looked at
 * @param unseen letters, about, that could not be
 * @param stopped whether somebody stopped it
 */
record Survey(LetterSummary summary, long looked, long unseen, boolean stopped) {
    static Survey of(LetterQueue queue, Console console, Instant now, BooleanSupplier stop, Predicate<Letter> chosen) {
        LetterSummary summary = new LetterSummary(now);
        try (Browse browse = new Browse(queue);
                Progress progress = Progress.start(
                        console, "Looking", " letters", 1, queue.depth().waiting())) {
            long[] so = {0};
            long looked = browse.forEach(
                    letters -> {
                        letters.stream().filter(chosen).forEach(summary::add);
                        progress.at(so[0] += letters.size());
                    },
                    stop);
            return new Survey(summary, looked, browse.unseen(), stop.getAsBoolean());
        }
    }

    /** Whether it saw every letter. */
    boolean isComplete() {
        return unseen == 0 && !stopped;
    }

    void note(Console console) {
        Results.noteUnseen(console, unseen);
        if (stopped) {
            console.note("It was stopped before the end: there may be more.");
        }
    }
}
