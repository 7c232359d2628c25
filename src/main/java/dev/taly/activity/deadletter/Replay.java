package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters to the consumer once more: each is sent first and deleted after. Where it stops in between, the letter is
 * still there, and sent again the next time; its event's id is the same, so that is a duplicate and no second event.
 *
 * <p>A letter that fails again comes back as a new one; it is counted and not sent a second time.
 */
public final class Replay {
    private final LetterQueue queue;
    private final LetterSender consumer;
    private final Pace pace;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Pace.Pause pause;

    /**
     * A replay from a queue to the consumer's.
     *
     * @param clock tells a letter that comes back from one that was there before
     * @param nanoTime measures how long a canary is watched
     * @param pause waits between two looks at it
     */
    public Replay(
            LetterQueue queue, LetterSender consumer, Pace pace, Clock clock, LongSupplier nanoTime, Pace.Pause pause) {
        this.queue = requireNonNull(queue, "queue is null");
        this.consumer = requireNonNull(consumer, "consumer is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /**
     * What to replay.
     *
     * @param filter which letters
     * @param limit how many at most, at least 1
     * @param canary whom to send ahead; null for nobody
     */
    public record Plan(
            LetterFilter filter, long limit, @Nullable Canary canary) {
        public Plan {
            requireNonNull(filter, "filter is null");
            if (limit < 1) {
                throw new IllegalArgumentException("a limit must be at least 1");
            }
        }
    }

    /**
     * The first letters: the others stay where they are until all of these are stored.
     *
     * @param letters how many, at least 1
     * @param patience how long they may take
     * @param arrivals tells which are stored
     */
    public record Canary(int letters, Duration patience, Arrivals arrivals) {
        public Canary {
            requireNonNull(patience, "patience is null");
            requireNonNull(arrivals, "arrivals is null");
            if (letters < 1) {
                throw new IllegalArgumentException("a canary needs at least 1 letter");
            }
        }
    }

    /** How the canary ended. */
    public enum Verdict {
        /** There was none, or no letter to send ahead. */
        NONE,
        /** All of them are stored. */
        PASSED,
        /** One came back, or could not be sent. */
        FAILED,
        /** The wait was over, or stopped, and some were neither stored nor back. */
        UNDECIDED
    }

    /**
     * What a replay did.
     *
     * @param looked letters that it looked at
     * @param unseen letters, about, that were there and could not be looked at
     * @param sent letters that the consumer's queue took
     * @param deleted those of them that are deleted here; the others will be sent once more by the next replay
     * @param cameBack those of them that were seen to fail again
     * @param failures why letters could not be sent, and how many for each reason; they stay
     * @param canary its verdict
     * @param stopped whether somebody stopped it
     * @param problem why it could not go on; empty if it could
     */
    public record Result(
            long looked,
            long unseen,
            long sent,
            long deleted,
            long cameBack,
            Map<String, Long> failures,
            Verdict canary,
            boolean stopped,
            String problem) {
        public Result {
            failures = Map.copyOf(new TreeMap<>(failures));
        }

        /** Letters that could not be sent. */
        public long failed() {
            return failures.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Whether it saw every letter, and all went as planned. */
        public boolean isComplete() {
            return unseen == 0
                    && failed() == 0
                    && deleted == sent
                    && cameBack == 0
                    && !stopped
                    && problem.isEmpty()
                    && (canary == Verdict.NONE || canary == Verdict.PASSED);
        }
    }

    /**
     * Replays; every letter that it took and did not delete is released at the end.
     *
     * @param progress hears how many were sent
     * @param stop looked at between any two batches
     */
    public Result run(Plan plan, LongConsumer progress, BooleanSupplier stop) {
        try (Browse browse = new Browse(queue)) {
            ReplayRun run = new ReplayRun(plan, browse, consumer, pace, clock.instant(), progress, stop);
            Verdict verdict = Verdict.NONE;
            try {
                if (plan.canary() != null) {
                    verdict = Verdict.UNDECIDED;
                    verdict = new CanaryWatch(plan.canary(), run, nanoTime, pause).sendAhead(plan.limit());
                }
                if (verdict == Verdict.NONE || verdict == Verdict.PASSED) {
                    run.sendUpTo(plan.limit(), letter -> {});
                }
                return run.result(verdict, "");
            } catch (LetterQueueException | ObjectStoreException e) {
                // What was sent so far has to be told.
                return run.result(verdict, String.valueOf(e.getMessage()));
            }
        }
    }
}
