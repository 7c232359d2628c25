package dev.taly.activity.chaos;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Which invocations are doomed, by their number. The seed decides. Safe for any number of threads. */
final class KillSchedule {
    private static final List<KillPoint> POINTS = List.of(KillPoint.values());
    private static final int MOST_REQUESTS = 6;
    private static final int MOST_MILLIS = 120;

    private final SplittableRandom random;
    private int left;

    KillSchedule(long seed, int kills) {
        this.random = new SplittableRandom(seed);
        this.left = kills;
    }

    /**
     * How an invocation ends.
     *
     * @param request the number of the fatal request, from 1
     * @param millis how long it lives, where it may die at any time
     */
    record Doom(KillPoint point, int request, int millis) {}

    /** The doom of the next invocation, if it has one: about every second does, until there were enough. */
    synchronized Optional<Doom> next() {
        boolean doomed = random.nextBoolean();
        KillPoint point = POINTS.get(random.nextInt(POINTS.size()));
        Doom doom = new Doom(point, 1 + random.nextInt(MOST_REQUESTS), random.nextInt(MOST_MILLIS));
        if (!doomed || left == 0) {
            return Optional.empty();
        }
        left--;
        return Optional.of(doom);
    }

    synchronized void end() {
        left = 0;
    }

    synchronized boolean isOver() {
        return left == 0;
    }
}
