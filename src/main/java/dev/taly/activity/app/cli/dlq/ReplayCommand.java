package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.OperatorOptions;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.deadletter.Arrivals;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.LetterQueue;
import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.deadletter.Pace;
import dev.taly.activity.deadletter.Replay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends letters to the consumer again. */
@Command(
        name = "replay",
        description = {
            "Send dead letters to the consumer again, with unchanged bodies.",
            "Each is sent first and deleted after: run it again if it was interrupted. An event keeps its id, so what "
                    + "arrives twice counts once. Without a filter, SQS moves them by itself (a move task), if a look "
                    + "shows that no event would lose its id by that."
        },
        footer = {
            "",
            "Examples:",
            "  activity dlq replay --reason redriven --canary 10",
            "  activity dlq replay --tenant acme --older-than 1h --rate 50 --dry-run"
        })
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many letters.")
    private @Nullable Long limit;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many letters a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--canary",
            paramLabel = "N",
            description = "Send N letters ahead, and the others only when those are stored. Needs the archive.")
    private @Nullable Integer canary;

    @Option(
            names = "--canary-wait",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long they may take to be stored (default: ${DEFAULT-VALUE}).")
    private int canaryWait;

    @Option(
            names = "--move-task",
            description =
                    "Let SQS move all of them, without a look: for a queue that is too long for one. An event without "
                            + "an id of its own gets another one.")
    private boolean moveTask;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private StackOptions where;

    @Mixin
    private OperatorOptions operator;

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
        boolean all = filter.isEmpty() && limit == null && canary == null;
        if (moveTask && !all) {
            throw new CommandFailure("a move task takes all letters", "Leave out the filter, --limit and --canary.");
        }
        try (DlqStack stack = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            stack.queueUrl();
            if (dryRun) {
                return dryRun(stack, wanted, stop);
            }
            MoveAll move = new MoveAll(console, stack, operator, rate, json);
            if (moveTask || (all && move.isSafe(stop))) {
                return move.run(stop);
            }
            return replay(stack, wanted, stop);
        }
    }

    private int dryRun(DlqStack stack, LetterFilter wanted, StopSignal stop) {
        Instant now = Clock.systemUTC().instant();
        long most = limit == null ? Long.MAX_VALUE : limit;
        AtomicLong chosen = new AtomicLong();
        Survey survey = Survey.of(
                stack.letters(),
                console,
                now,
                () -> chosen.get() >= most || stop.getAsBoolean(),
                letter -> wanted.test(letter) && chosen.incrementAndGet() <= most);
        if (json) {
            console.out().println(LetterJson.list(stack.dlqName(), survey, List.of()));
        } else {
            new LetterTables(console, stack.dlqName(), now).summary(survey);
            console.note("A dry run: nothing was sent.");
        }
        Results.noteUnseen(console, survey.unseen());
        return stop.getAsBoolean() ? 1 : 0;
    }

    private int replay(DlqStack stack, LetterFilter wanted, StopSignal stop) {
        LetterQueue queue = stack.letters();
        Pace pace = new Pace(rate == null ? Double.POSITIVE_INFINITY : rate, System::nanoTime, stop::sleep);
        Replay replay = new Replay(queue, stack.consumer(), pace, Clock.systemUTC(), System::nanoTime, stop::sleep);
        Replay.Plan plan = new Replay.Plan(wanted, limit == null ? Long.MAX_VALUE : limit, canary(stack));
        long total = limit == null ? queue.depth().waiting() : limit;
        Replay.Result end;
        try (Progress progress = Progress.start(console, "Replaying", " letters", 1, total)) {
            end = replay.run(plan, progress::at, stop);
        }
        Map<String, Object> result = ReplayReport.result(end, filter.toString());
        Results.report(console, json, result);
        ReplayReport.explain(console, end, canaryWait);
        boolean recorded = end.sent() == 0 || stack.record(operator, console, Operation.REPLAYED, result);
        return end.isComplete() && recorded ? 0 : 1;
    }

    private Replay.@Nullable Canary canary(DlqStack stack) {
        return canary == null ? null : new Replay.Canary(canary, Duration.ofSeconds(canaryWait), arrivals(stack));
    }

    private static Arrivals arrivals(DlqStack stack) {
        ObjectStore store = stack.store()
                .orElseThrow(() -> new CommandFailure(
                        "a canary is watched in the archive, and no bucket is known", "Name it with --bucket."));
        try (Stream<ObjectSource.Listed> any = store.list(Partition.ROOT)) {
            any.limit(1).forEach(object -> {});
            return new ArchiveArrivals(store);
        } catch (ObjectStoreException e) {
            throw new CommandFailure(
                    "a canary is watched in the archive, and that cannot be read: " + e.getMessage(),
                    "It takes the right to list and read events/.",
                    e);
        }
    }

    private static void atLeastOne(String option, long value) {
        if (value < 1) {
            throw new CommandFailure(option + " must be at least 1", "");
        }
    }
}
