package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.OperationLog.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One letter, all of it. */
@Command(
        name = "show",
        description = "Print a dead letter: its body, why it failed and where, and its history.",
        footer = {"", "Example: activity dlq show 3f2a91bc"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The letter's id or its event's; the first characters will do.")
    private String id;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

    private final Console console;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            Found found = find(stack, stop);
            if (found.letters().size() != 1) {
                explain(found, stack, now);
                return 1;
            }
            Letter letter = found.letters().get(0);
            boolean recorded =
                    stack.record(operator, console, Operation.SHOWN, Map.of("letters", List.of(letter.messageId())));
            if (json) {
                console.out().println(LetterJson.letter(letter));
            } else {
                new LetterPage(console, now).print(letter);
            }
            return recorded ? 0 : 1;
        }
    }

    /**
     * @param letters with that id; one whose message id is all of it is the only one
     * @param unseen letters that could not be looked at
     */
    private record Found(List<Letter> letters, long unseen) {}

    private Found find(DlqStack stack, StopSignal stop) {
        LetterFilter wanted = FilterOptions.ofId(id);
        List<Letter> found = new ArrayList<>();
        AtomicBoolean exact = new AtomicBoolean();
        LetterQueue queue = stack.letters();
        try (Browse browse = new Browse(queue);
                Progress progress = Progress.start(
                        console, "Looking", " letters", 1, queue.depth().waiting())) {
            long[] looked = {0};
            browse.forEach(
                    letters -> {
                        letters.stream().filter(wanted).forEach(found::add);
                        found.stream()
                                .filter(letter -> letter.messageId().equals(id))
                                .findFirst()
                                .ifPresent(letter -> {
                                    found.retainAll(List.of(letter));
                                    exact.set(true);
                                });
                        progress.at(looked[0] += letters.size());
                    },
                    () -> exact.get() || stop.getAsBoolean());
            return new Found(found, browse.unseen());
        }
    }

    private void explain(Found found, DlqStack stack, Instant now) {
        if (found.letters().isEmpty()) {
            console.problem(
                    "no dead letter that can be seen has an id that starts with " + Printable.line(id),
                    "See `activity dlq list --letters`.");
            Results.noteUnseen(console, found.unseen());
        } else {
            console.problem(
                    found.letters().size() + " dead letters have an id that starts with " + Printable.line(id),
                    "Give more of it:");
            new LetterTables(console, stack.dlqName(), now)
                    .letters(found.letters(), found.letters().size());
        }
    }
}
