package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.PartitionList.Target;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows events as they are stored, by listing again and again. Yesterday's and today's partitions are looked at each time, older
 * ones, where late events may come, each tenth time. A follow that broke off is taken up by the next call. For one thread.
 */
public final class Follower {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Objects may show up so much later than their name says: a consumer that hangs, and clocks that differ. */
    private static final Duration LATE = Duration.ofMinutes(20);

    private static final int OLD_ONES_EACH = 10;
    private static final int MAX_FAILURES = 10;

    private final ObjectSource source;
    private final PartitionList list;
    private final int objectsAtOnce;
    private final Clock clock;
    private final Set<String> known = new HashSet<>();
    private Instant recentSince = Instant.MIN;
    private Instant oldSince = Instant.MIN;
    private int failures;

    /** A follower of that archive. */
    public Follower(ObjectSource source, int objectsAtOnce, Clock clock) {
        this.source = requireNonNull(source, "source is null");
        this.list = new PartitionList(source);
        this.objectsAtOnce = objectsAtOnce;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What a follower begins with. */
    public enum From {
        /** What is stored already. */
        START,
        /** What was stored in the last twenty minutes. */
        LATELY,
        /** What is stored from now on. */
        NOW
    }

    /** What happens between two looks. */
    @FunctionalInterface
    public interface Pause {
        /**
         * Waits about so long.
         *
         * @return whether to go on
         */
        boolean lasts(Duration time) throws IOException;
    }

    /**
     * Follows until the pause or the sink ends it, or the limit is reached. What cannot be reached is tried again in the next
     * look.
     *
     * @param request its order is that in which objects are found
     * @param from what to begin with, the first time
     */
    public ReadReport follow(ReadRequest request, From from, LineSink sink, Pause pause) throws IOException {
        Reading reading = new Reading(source, objectsAtOnce, request, sink);
        if (from != From.START && recentSince.equals(Instant.MIN)) {
            recentSince = clock.instant().minus(LATE);
            oldSince = recentSince;
            if (from == From.NOW) {
                fresh(request, true);
            }
        }
        boolean goesOn = true;
        for (int look = 0; goesOn; look++) {
            goesOn = look(reading, request, look % OLD_ONES_EACH == 0) && pause.lasts(PAUSE);
        }
        return reading.report(false);
    }

    private boolean look(Reading reading, ReadRequest request, boolean oldOnes) throws IOException {
        List<Target> targets;
        try {
            targets = fresh(request, oldOnes);
            failures = 0;
        } catch (ObjectStoreException e) {
            if (++failures == MAX_FAILURES) {
                throw e;
            }
            return true;
        }
        try {
            boolean goesOn = reading.more(targets);
            known.removeAll(reading.takeUnreachable());
            return goesOn;
        } catch (IOException | RuntimeException | Error e) {
            targets.forEach(target -> known.remove(target.key()));
            throw e;
        }
    }

    /** What came since the last look began: whatever is stored while one is being read belongs to the next. */
    private List<Target> fresh(ReadRequest request, boolean oldOnes) {
        Instant begun = clock.instant();
        LocalDate yesterday = LocalDate.ofInstant(begun, ZoneOffset.UTC).minusDays(1);
        List<Target> targets = new ArrayList<>();
        for (Partition partition : list.of(request.selection())) {
            boolean old = partition.date().isBefore(yesterday);
            if (oldOnes || !old) {
                targets.addAll(list.objects(partition, after(partition, old ? oldSince : recentSince)));
            }
        }
        targets.removeIf(target -> !known.add(target.key()));
        recentSince = begun.minus(LATE);
        oldSince = oldOnes ? recentSince : oldSince;
        Instant nothingBefore = oldSince.minus(LATE);
        known.removeIf(key -> JsonLines.writtenAt(key).orElse(Instant.MAX).isBefore(nothingBefore));
        return targets;
    }

    private static String after(Partition partition, Instant since) {
        return since.equals(Instant.MIN) ? "" : JsonLines.firstKey(partition.prefix(), since);
    }
}
