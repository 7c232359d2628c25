package dev.taly.activity.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/** Plays all threads of an invocation on one: what is submitted runs at any moment after, in any order. */
final class Lanes {
    private final VirtualTime time;
    private final Chance chance;
    private final Findings findings;
    private final Invocation invocation;
    private final List<Work<?>> queued = new ArrayList<>();

    Lanes(VirtualTime time, Chance chance, Findings findings, Invocation invocation) {
        this.time = time;
        this.chance = chance;
        this.findings = findings;
        this.invocation = invocation;
    }

    /** A pool of that many threads. */
    ExecutorService pool(int threads) {
        return new LanePool(this, threads);
    }

    <T> Work<T> submit(Callable<T> task, LanePool pool) {
        invocation.step();
        Work<T> work = new Work<>(this, task, pool, time.nanos());
        queued.add(work);
        while (chance.percent(30) && runAny()) {
            // Some run at once, some of them before what was submitted earlier.
        }
        return work;
    }

    void forget(Work<?> work) {
        queued.remove(work);
    }

    /** Lets the threads go on until that work is done, or for so long. */
    void runUntilDone(Work<?> work, long waitNanos) throws TimeoutException {
        invocation.step();
        long until = time.nanos() + waitNanos;
        while (!work.isDone() && time.nanos() < until && runAny()) {
            // One after the other.
        }
        if (!work.isDone()) {
            while (time.nanos() < until && runAny()) {
                // The others don't wait for it.
            }
            if (!work.isHanging() && (!work.hasThread() || work.submittedAt() < invocation.lastWait())) {
                // All its threads hang, or the others took all the time. Not if it came too late by itself.
                invocation.blameEverybody();
            }
            time.advanceTo(until);
            throw new TimeoutException();
        }
    }

    /** A wait without an end: for what hangs, it has none. */
    void runUntilDone(Work<?> work) {
        while (!work.isDone() && runAny()) {
            // One after the other.
        }
        if (!work.isDone()) {
            findings.expect(false, Promise.IN_TIME, "a wait for what hangs has no end");
            throw new Killed();
        }
    }

    /** What nobody waited for, and nobody cancelled, goes on by itself. */
    void finish() {
        while (runAny()) {
            // One after the other.
        }
    }

    private boolean runAny() {
        List<Work<?>> ready = queued.stream().filter(Work::hasThread).toList();
        if (ready.isEmpty()) {
            return false;
        }
        Work<?> next = chance.pick(ready);
        queued.remove(next);
        next.run();
        return true;
    }
}
