package dev.taly.activity.enrich;

import dev.taly.activity.event.ActivityEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One enrichment's way through one batch, on a thread of its own. What it has found when the batch goes on counts; the
 * rest is late.
 */
final class Run implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /** What became of an event, apart from what was found out about it. */
    private enum Miss {
        /** There is nothing to know. */
        NOTHING,
        FAILED
    }

    private enum State {
        OPEN,
        SKIPPED,
        LATE,
        DONE
    }

    private final Enrichment enrichment;
    private final List<ActivityEvent> events;
    private final AtomicInteger overdue;
    /** A {@link Finding}, a {@link Miss}, or null where it has not come to the event. */
    private final AtomicReferenceArray<@Nullable Object> results;

    private final CountDownLatch end = new CountDownLatch(1);
    private State state = State.OPEN;
    private volatile @Nullable Thread worker;

    Run(Enrichment enrichment, List<ActivityEvent> events, AtomicInteger overdue) {
        this.enrichment = enrichment;
        this.events = events;
        this.overdue = overdue;
        this.results = new AtomicReferenceArray<>(events.size());
    }

    String name() {
        return enrichment.name();
    }

    @Override
    public void run() {
        worker = Thread.currentThread();
        try {
            boolean open = isOpen();
            for (int i = 0; i < events.size() && open; i++) {
                open = keep(i, find(events.get(i)));
            }
        } finally {
            finish();
        }
    }

    /** Leaves the batch without findings. */
    synchronized void skip() {
        state = State.SKIPPED;
        end.countDown();
    }

    /** Waits for it, but not past the deadline; what is not there then, never will be. */
    void await(long deadline, LongSupplier nanoTime) {
        boolean ended = false;
        boolean interrupted = false;
        while (!ended) {
            long left = Math.max(0, deadline - nanoTime.getAsLong());
            try {
                ended = end.await(left, TimeUnit.NANOSECONDS);
                if (!ended && left == 0) {
                    giveUp();
                    ended = true;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                giveUp();
                ended = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<Finding> finding(int event) {
        return results.get(event) instanceof Finding finding ? Optional.of(finding) : Optional.empty();
    }

    void countMissing(Map<String, Long> missing) {
        long failed = 0;
        long notReached = 0;
        for (int i = 0; i < results.length(); i++) {
            Object result = results.get(i);
            failed += result == Miss.FAILED ? 1 : 0;
            notReached += result == null ? 1 : 0;
        }
        put(missing, "failed", failed);
        put(missing, isSkipped() ? "skipped" : "late", notReached);
    }

    private void put(Map<String, Long> missing, String why, long count) {
        if (count > 0) {
            missing.put(name() + "." + why, count);
        }
    }

    private Object find(ActivityEvent event) {
        try {
            Optional<Finding> finding = enrichment.find(event);
            return finding.isPresent() ? finding.get() : Miss.NOTHING;
        } catch (RuntimeException | Error e) {
            // Its message may quote the event.
            LOG.debug("enrichment {} failed: {}", name(), e.getClass().getName());
            return Miss.FAILED;
        }
    }

    private synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the batch still waits, and so has the result. */
    private synchronized boolean keep(int event, Object result) {
        if (state == State.OPEN) {
            results.set(event, result);
        }
        return state == State.OPEN;
    }

    private synchronized boolean isSkipped() {
        return state == State.SKIPPED;
    }

    private synchronized void giveUp() {
        if (state == State.OPEN) {
            state = State.LATE;
            overdue.incrementAndGet();
            Thread hanging = worker;
            if (hanging != null) {
                hanging.interrupt();
            }
        }
    }

    private synchronized void finish() {
        if (state == State.LATE) {
            overdue.decrementAndGet();
            // An interrupt that came too late is not the next run's.
            Thread.interrupted();
        } else {
            state = State.DONE;
        }
        end.countDown();
    }
}
