package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.ObjectSource;
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
 * ones, where late events may come, each tenth time. To be used by one thread.
 */
public final class Follower {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Objects may show up so much later than their name says: a consumer that hangs, and clocks that differ. */
    private static final Duration LATE = Duration.ofMinutes(20);

    private static final int OLD_ONES_EACH = 10;

    private final ObjectSource source;
    private final PartitionList list;
    private final int objectsAtOnce;
    private final Clock clock;
    private final Set<String> known = new HashSet<>();

    /** A follower of that archive. */
    public Follower(ObjectSource source, int objectsAtOnce, Clock clock) {
        this.source = requireNonNull(source, "source is null");
        this.list = new PartitionList(source);
        this.objectsAtOnce = objectsAtOnce;
        this.clock = requireNonNull(clock, "clock is null");
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
     * Follows until the pause or the sink ends it, or the limit is reached.
     *
     * @param request its order is that in which objects are found
     * @param fromStart whether to begin with what is stored already
     */
    public ReadReport follow(ReadRequest request, boolean fromStart, LineSink sink, Pause pause) throws IOException {
        Reading reading = new Reading(source, objectsAtOnce, request, sink);
        Instant since = fromStart ? Instant.MIN : clock.instant().minus(LATE);
        if (!fromStart) {
            fresh(request, since, true);
        }
        for (int look = 0; ; look++) {
            List<Target> targets = fresh(request, since, look % OLD_ONES_EACH == 0);
            if (!reading.more(targets) || !pause.lasts(PAUSE)) {
                return reading.report(false);
            }
            Instant late = clock.instant().minus(LATE);
            known.removeIf(key -> JsonLines.writtenAt(key).orElse(late).isBefore(late.minus(LATE)));
            since = late;
        }
    }

    private List<Target> fresh(ReadRequest request, Instant since, boolean oldOnes) {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        List<Target> targets = new ArrayList<>();
        for (Partition partition : list.of(request.selection())) {
            if (oldOnes || !partition.date().isBefore(yesterday)) {
                String after = since.equals(Instant.MIN) ? "" : JsonLines.firstKey(partition.prefix(), since);
                targets.addAll(list.objects(partition, after));
            }
        }
        targets.removeIf(target -> !known.add(target.key()));
        return targets;
    }
}
