package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.QuarantineRun;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps letters in S3. */
@Command(
        name = "archive",
        description = {
            "Write dead letters to quarantine/ in the archive's bucket, before SQS deletes them after 14 days.",
            "They stay in the queue (see purge). Those that are there already are not written again."
        },
        footer = {"", "Example: activity dlq archive --older-than 7d"})
final class ArchiveCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

    private final Console console;

    ArchiveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LetterFilter wanted = filter.filter(Clock.systemUTC().instant());
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            stack.queueUrl();
            LetterQueue queue = stack.letters();
            QuarantineRun.Result end;
            try (Progress progress = Progress.start(
                    console, "Archiving", " letters", 1, queue.depth().waiting())) {
                end = new QuarantineRun(queue, stack.quarantine()).run(wanted, progress::at, stop);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("filter", filter.toString());
            result.put("looked", end.looked());
            result.put("archived", end.archived());
            result.put("already", end.already());
            result.put("complete", end.isComplete());
            Results.report(console, json, result);
            Results.noteUnseen(console, end.unseen());
            Results.explain(console, end.problem(), end.damaged(), end.stopped());
            boolean recorded = end.archived() == 0 || stack.record(operator, console, Operation.ARCHIVED, result);
            return recorded && end.isComplete() ? 0 : 1;
        }
    }
}
