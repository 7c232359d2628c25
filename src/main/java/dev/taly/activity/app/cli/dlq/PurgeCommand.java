package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.Purge;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes letters. */
@Command(
        name = "purge",
        description = "Delete dead letters that `activity dlq archive` has written to quarantine/, and no others.",
        footer = {"", "Example: activity dlq purge --older-than 7d"})
final class PurgeCommand implements Callable<Integer> {
    @Option(names = "--force", description = "Also those that are archived nowhere: they are gone for good.")
    private boolean force;

    @Option(names = "--all", description = "With --force, all letters: no filter is needed.")
    private boolean all;

    @Option(names = "--yes", description = "Do not ask before letters are gone for good.")
    private boolean yes;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

    private final Console console;

    PurgeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LetterFilter wanted = filter.filter(Clock.systemUTC().instant());
        if (force && !all && filter.isEmpty()) {
            throw new CommandFailure("--force needs a filter, or --all", "What is archived goes without --force.");
        }
        if (force && !yes && !console.canAsk()) {
            throw new CommandFailure("nobody can be asked whether letters may go for good", "Add --yes.");
        }
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            stack.queueUrl();
            LetterQueue queue = stack.letters();
            if (force && !yes && !mayGo(queue, stop)) {
                console.note("Nothing was deleted.");
                return 1;
            }
            Purge purge = force ? Purge.forced(queue) : Purge.ofArchived(queue, stack.quarantine());
            Purge.Result end;
            try (Progress progress = Progress.start(
                    console, "Purging", " letters", 1, queue.depth().waiting())) {
                end = purge.run(wanted, progress::at, stop);
            }
            Map<String, Object> result = result(end);
            Results.report(console, json, result);
            if (end.kept() > 0) {
                console.note("Kept are those that are not archived; `activity dlq archive` does that.");
            }
            Results.noteUnseen(console, end.unseen());
            Results.explain(console, end.problem(), end.damaged(), end.stopped());
            boolean recorded = end.deleted() == 0 || stack.record(operator, console, Operation.PURGED, result);
            return recorded && end.isComplete() ? 0 : 1;
        }
    }

    private boolean mayGo(LetterQueue queue, StopSignal stop) {
        long waiting = queue.depth().waiting();
        return stop.asking(
                () -> console.asks("Delete for good, of about " + waiting + " letters, those with: " + filter + "?"),
                () -> {});
    }

    private Map<String, Object> result(Purge.Result end) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("filter", filter.toString());
        result.put("forced", force);
        result.put("looked", end.looked());
        result.put("deleted", end.deleted());
        result.put("kept", end.kept());
        result.put("failed", end.failed());
        result.put("complete", end.isComplete());
        return result;
    }
}
