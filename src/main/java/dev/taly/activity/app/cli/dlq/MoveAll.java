package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.Reason;
import dev.taly.activity.deadletter.SqsMoveTask;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replays a whole queue by SQS's own move task. */
final class MoveAll {
    private final Console console;
    private final DlqStack stack;
    private final OperatorOptions operator;
    private final @Nullable Integer rate;
    private final boolean json;

    MoveAll(Console console, DlqStack stack, OperatorOptions operator, @Nullable Integer rate, boolean json) {
        this.console = console;
        this.stack = stack;
        this.operator = operator;
        this.rate = rate;
        this.json = json;
    }

    /**
     * Whether every letter may be moved unseen: SQS redrove it, so that it has no reasons that would go along, and its event
     * has an id of its own, so that SQS's new one does not matter.
     */
    boolean isSafe(StopSignal stop) {
        Survey unfit = Survey.of(
                stack.letters(),
                console,
                Clock.systemUTC().instant(),
                stop,
                letter -> letter.reason().source() != Reason.Source.REDRIVEN
                        || letter.glimpse().id().isEmpty());
        boolean safe = unfit.isComplete() && unfit.summary().all().count() == 0;
        if (!safe) {
            console.note("Letter by letter: by a move task some would take old reasons along, or get other event ids.");
        }
        return safe && unfit.looked() > 0;
    }

    int run(StopSignal stop) {
        if (rate != null && rate > SqsMoveTask.FASTEST) {
            throw new CommandFailure("a move task takes at most --rate " + SqsMoveTask.FASTEST, "");
        }
        long letters = stack.letters().depth().waiting();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("by", "move task of SQS");
        SqsMoveTask.Result end;
        try (Progress progress = Progress.start(console, "Moving", " letters", 1, letters)) {
            end = SqsMoveTask.start(stack.sqs(), stack.dlqArn(), stack.queueArn(), letters, rate)
                    .await(progress::at, () -> stop.sleep(Duration.ofMillis(500)), stop);
        }
        result.put("sent", end.moved());
        result.put("complete", end.isComplete());
        Results.report(console, json, result);
        Results.explain(console, end.problem(), Set.of(), end.stopped());
        boolean recorded = stack.record(operator, console, Operation.REPLAYED, result);
        return end.isComplete() && recorded ? 0 : 1;
    }
}
