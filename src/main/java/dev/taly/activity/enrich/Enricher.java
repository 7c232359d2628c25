package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Finds out about a batch's events what there is to know, within a limit of time. Whatever an enrichment does, every event
 * comes back: a finding that is missing is only counted. Safe for any number of threads.
 *
 * <p>Each enrichment goes over the batch on a thread of its own. One that has hung on a batch past its end costs the
 * batches after it nothing: it is left out until it comes back.
 */
public final class Enricher {
    private final List<Course> courses;
    private final Executor threads;
    private final Duration limit;
    private final LongSupplier nanoTime;

    /**
     * An enricher.
     *
     * @param enrichments with different names; their order is that of the archive's members
     * @param threads run them side by side: at least one for each that may hang
     * @param limit how long a batch waits for them at most
     * @param nanoTime a clock that only moves forward, in nanoseconds
     */
    public Enricher(List<Enrichment> enrichments, Executor threads, Duration limit, LongSupplier nanoTime) {
        this.courses = enrichments.stream().map(Course::new).toList();
        this.threads = requireNonNull(threads, "threads is null");
        this.limit = requireNonNull(limit, "limit is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        if (enrichments.stream().map(Enrichment::name).distinct().count() < enrichments.size()) {
            throw new IllegalArgumentException("two enrichments have the same name");
        }
    }

    /** Finds out nothing. */
    public static Enricher none() {
        return new Enricher(List.of(), Runnable::run, Duration.ZERO, System::nanoTime);
    }

    /**
     * Never throws for an event or an enrichment.
     *
     * @param events complete ones: each has an id and a level
     * @param atMost how long the caller can wait, where that is shorter than the limit
     */
    public EnrichedBatch enrich(List<ActivityEvent> events, Duration atMost) {
        Duration wait = atMost.compareTo(limit) < 0 ? atMost : limit;
        long deadline = nanoTime.getAsLong() + Math.max(0, wait.toNanos());
        List<Run> runs =
                courses.stream().map(course -> course.start(events, threads)).toList();
        runs.forEach(run -> run.await(deadline, nanoTime));
        Map<String, Long> missing = new LinkedHashMap<>();
        runs.forEach(run -> run.countMissing(missing));
        List<Enriched> enriched = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            enriched.add(Enriched.of(events.get(i), findings(runs, i)));
        }
        return new EnrichedBatch(enriched, missing);
    }

    private static Map<String, Finding> findings(List<Run> runs, int event) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Run run : runs) {
            Optional<Finding> finding = run.finding(event);
            finding.ifPresent(found -> findings.put(run.name(), found));
        }
        return findings;
    }
}
