package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.HeldLetter;
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

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Console console;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        try (DlqStack stack = where.open()) {
            List<Letter> found = find(stack.letters(), id);
            if (found.isEmpty()) {
                console.problem(
                        "no dead letter has an id that starts with " + id, "See `activity dlq list --letters`.");
                return 1;
            }
            if (found.size() > 1) {
                console.problem(found.size() + " dead letters have an id that starts with " + id, "Give more of it:");
                new LetterTables(console, stack.dlqName(), now).letters(found, found.size());
                return 1;
            }
            Letter letter = found.get(0);
            if (json) {
                console.out().println(LetterJson.letter(letter));
            } else {
                new LetterPage(console, now).print(letter);
            }
            operator.record(stack, console, Operation.SHOWN, Map.of("letter", letter.messageId()));
            return 0;
        }
    }

    /** The letters with that id; one whose message id is all of it is the only one. */
    static List<Letter> find(LetterQueue queue, String id) {
        LetterFilter wanted = FilterOptions.ofId(id);
        List<Letter> found = new ArrayList<>();
        try (Browse browse = new Browse(queue)) {
            for (List<HeldLetter> some = browse.next(); !some.isEmpty(); some = browse.next()) {
                for (HeldLetter held : some) {
                    if (held.letter().messageId().equals(id)) {
                        return List.of(held.letter());
                    }
                    if (wanted.test(held.letter())) {
                        found.add(held.letter());
                    }
                }
            }
        }
        return found;
    }
}
