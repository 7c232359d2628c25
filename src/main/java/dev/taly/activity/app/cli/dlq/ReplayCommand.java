package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.deadletter.Arrivals;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.Pace;
import dev.taly.activity.deadletter.Replay;
import dev.taly.activity.deadletter.SqsMoveTask;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends letters to the consumer again. */
@Command(
        name = "replay",
        description = {
            "Send dead letters to the consumer again, unchanged.",
            "Without a filter, SQS moves them all by itself (a move task). With one, each is sent first and deleted "
                    + "after: run it again if it was interrupted. An event keeps its id, so what arrives twice counts once."
        },
        footer = {
            "",
            "Examples:",
            "  activity dlq replay --reason redriven --canary 10",
            "  activity dlq replay --tenant acme --older-than 1h --rate 50 --dry-run"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private StackOptions where;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private OperatorOptions operator;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many letters.")
    private @Nullable Long limit;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many letters a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--canary",
            paramLabel = "N",
            description = "Send N letters ahead, and the others only when those are stored.")
    private @Nullable Integer canary;

    @Option(
            names = "--canary-wait",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long they may take to be stored (default: ${DEFAULT-VALUE}).")
    private int canaryWait;

    @Option(
            names = "--one-by-one",
            description =
                    "No move task, also without a filter. An event that was published without an id keeps the one "
                            + "that it has from SQS.")
    private boolean oneByOne;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    private final Console console;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        atLeastOne("--limit", limit == null ? 1 : limit);
        atLeastOne("--rate", rate == null ? 1 : rate);
        atLeastOne("--canary", canary == null ? 1 : canary);
        atLeastOne("--canary-wait", canaryWait);
        LetterFilter wanted = filter.filter(Clock.systemUTC().instant());
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            if (dryRun) {
                return new DryRun(console).run(stack, wanted, limit, stop, json);
            }
            boolean byMoveTask = filter.isEmpty() && limit == null && canary == null && !oneByOne;
            return byMoveTask ? move(stack, stop) : replay(stack, wanted, stop);
        }
    }

    private int move(DlqStack stack, StopSignal stop) {
        if (rate != null && rate > SqsMoveTask.FASTEST) {
            throw new CommandFailure(
                    "--rate is at most " + SqsMoveTask.FASTEST + " for a move task", "Or add --one-by-one.");
        }
        long waiting = stack.letters().depth().waiting();
        if (waiting == 0) {
            console.out().println("No dead letters in " + stack.dlqName() + ".");
            return 0;
        }
        SqsMoveTask.Result end;
        try (Progress progress = Progress.start(console, "Moving", " letters", 1, waiting)) {
            end = SqsMoveTask.start(stack.sqs(), stack.dlqArn(), waiting, rate)
                    .await(progress::at, () -> stop.sleep(Duration.ofMillis(500)), stop);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("by", "move task of SQS");
        result.put("sent", end.moved());
        result.put("stopped", end.stopped());
        result.put("problem", end.problem());
        Results.report(console, json, result);
        boolean recorded = operator.record(stack, console, Operation.REPLAYED, result);
        return end.isComplete() && recorded ? 0 : 1;
    }

    private int replay(DlqStack stack, LetterFilter wanted, StopSignal stop) {
        LetterQueue queue = stack.letters();
        Pace pace = new Pace(rate == null ? Double.POSITIVE_INFINITY : rate, System::nanoTime, stop::sleep);
        Replay replay = new Replay(queue, stack.consumer(), pace, System::nanoTime, stop::sleep);
        Replay.Plan plan = new Replay.Plan(wanted, limit == null ? Long.MAX_VALUE : limit, canary(stack));
        long total = limit == null ? queue.depth().waiting() : limit;
        Replay.Result end;
        try (Progress progress = Progress.start(console, "Replaying", " letters", 1, total)) {
            end = replay.run(plan, progress::at, stop);
        }
        Map<String, Object> result = result(end);
        Results.report(console, json, result);
        explain(end);
        boolean recorded = end.sent() == 0 || operator.record(stack, console, Operation.REPLAYED, result);
        return end.isComplete() && recorded ? 0 : 1;
    }

    private Replay.@Nullable Canary canary(DlqStack stack) {
        if (canary == null) {
            return null;
        }
        return new Replay.Canary(
                canary, Duration.ofSeconds(canaryWait), arrivals(stack).orElse(null));
    }

    /** Who may not read the archive can still see whether the canary comes back. */
    private Optional<Arrivals> arrivals(DlqStack stack) {
        Optional<ObjectStore> store = stack.store();
        try (Stream<ObjectStore.Listed> any =
                store.map(events -> events.list(Partition.ROOT)).orElse(Stream.empty())) {
            if (store.isPresent()) {
                any.limit(1).forEach(object -> {});
                return Optional.of(new ArchiveArrivals(store.get()));
            }
            console.note("No bucket is known (--bucket): the canary only has to stay away from the dead letters.");
        } catch (ObjectStoreException e) {
            console.note("The archive can't be read: the canary only has to stay away from the dead letters.");
        }
        return Optional.empty();
    }

    private Map<String, Object> result(Replay.Result end) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("filter", filter.toString());
        result.put("looked", end.looked());
        result.put("sent", end.sent());
        result.put("deleted", end.deleted());
        result.put("cameBack", end.cameBack());
        result.put("failed", end.failed());
        if (end.canary() != Replay.Verdict.NONE) {
            result.put("canary", end.canary().name().toLowerCase(Locale.ROOT));
        }
        if (!end.failures().isEmpty()) {
            result.put("failures", end.failures());
        }
        if (!end.problem().isEmpty()) {
            result.put("problem", end.problem());
        }
        return result;
    }

    private void explain(Replay.Result end) {
        switch (end.canary()) {
            case FAILED ->
                console.problem(
                        "the canary failed, so no other letter was sent",
                        "See why: `activity dlq list`, then mend or fix what is wrong.");
            case UNDECIDED ->
                console.problem(
                        "after " + canaryWait
                                + " s the canary was neither stored nor back, so no other letter was sent",
                        "Is the consumer running? --canary-wait waits longer.");
            case NONE, PASSED -> {}
        }
        if (end.deleted() < end.sent()) {
            console.problem(
                    end.sent() - end.deleted() + " letters were sent and could not be deleted",
                    "The next replay sends them once more; their events' ids are the same, so they count once.");
        }
    }

    private static void atLeastOne(String option, long value) {
        if (value < 1) {
            throw new CommandFailure(option + " must be at least 1", "");
        }
    }
}
