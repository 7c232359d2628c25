package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.Quarantine;
import dev.taly.activity.deadletter.Restore;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings archived letters back. */
@Command(
        name = "restore",
        description = {
            "Bring archived letters back into the dead letter queue, to look at, fix and replay them there.",
            "Left out are those that are still in the queue and those that were fixed. Replayed ones come back too; their "
                    + "events keep their ids."
        },
        footer = {"", "Example: activity dlq restore --date 2024-03-28 --reason redriven"})
final class RestoreCommand implements Callable<Integer> {
    @Option(
            names = "--date",
            paramLabel = "DATE",
            split = ",",
            description = "Letters that SQS took on that UTC day; without it, of all days.")
    private List<String> dates = new ArrayList<>();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

    private final Console console;

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        LetterFilter wanted = filter.filter(Clock.systemUTC().instant());
        List<LocalDate> named = days();
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            stack.queueUrl();
            Quarantine quarantine = stack.quarantine();
            List<LocalDate> days = dates.isEmpty() ? quarantine.days() : named;
            Restore.Result end;
            try (Progress progress = Progress.start(console, "Restoring", " letters", 1, -1)) {
                end = new Restore(quarantine, stack.letters(), stack.deadLetters())
                        .run(days, wanted, progress::at, stop);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("filter", filter.toString());
            result.put("days", (long) days.size());
            result.put("restored", end.restored());
            result.put("already", end.already());
            if (!end.failures().isEmpty()) {
                result.put("failures", end.failures());
            }
            result.put("complete", end.isComplete());
            Results.report(console, json, result);
            Results.noteUnseen(console, end.unseen());
            Results.explain(console, end.problem(), end.damaged(), end.stopped());
            boolean recorded = end.restored() == 0 || stack.record(operator, console, Operation.RESTORED, result);
            return recorded && end.isComplete() ? 0 : 1;
        }
    }

    private List<LocalDate> days() {
        try {
            return dates.stream().map(LocalDate::parse).distinct().sorted().toList();
        } catch (DateTimeException e) {
            throw new CommandFailure("--date must be a day such as 2024-03-28", "", e);
        }
    }
}
