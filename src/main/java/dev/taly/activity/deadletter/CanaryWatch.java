package dev.taly.activity.deadletter;

import dev.taly.activity.deadletter.Replay.Canary;
import dev.taly.activity.deadletter.Replay.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Watches what becomes of the first letters of a replay. */
final class CanaryWatch {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Canary canary;
    private final ReplayRun run;
    private final LongSupplier nanoTime;
    private final Pace.Pause pause;

    CanaryWatch(Canary canary, ReplayRun run, LongSupplier nanoTime, Pace.Pause pause) {
        this.canary = canary;
        this.run = run;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Sends the first letters, and waits until it is clear what becomes of them. */
    Verdict sendAhead(long limit) {
        List<Letter> open = new ArrayList<>();
        run.expecting(canary.arrivals()::expect);
        run.sendUpTo(Math.min(canary.letters(), limit), open::add);
        run.expecting(letters -> {});
        if (open.isEmpty() && run.failed() == 0) {
            return Verdict.NONE;
        }
        long deadline = nanoTime.getAsLong() + canary.patience().toNanos();
        while (true) {
            run.look();
            if (run.cameBack() > 0 || run.failed() > 0) {
                return Verdict.FAILED;
            }
            Set<String> stored = canary.arrivals().stored(open);
            open.removeIf(letter -> stored.contains(letter.messageId()));
            if (open.isEmpty()) {
                return Verdict.PASSED;
            }
            if (nanoTime.getAsLong() >= deadline || run.isStopped()) {
                return Verdict.UNDECIDED;
            }
            pause.sleep(STEP);
        }
    }
}
