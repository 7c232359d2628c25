package dev.taly.activity.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Guards what a spool knows of its segments. Whoever is inside may write to the disk, which may hang. So others wait
 * for a while only, unless they see others pass; and once one has waited in vain nobody waits at all.
 */
final class SpoolGate {
    private final long patienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicBoolean told = new AtomicBoolean();
    /** How often somebody has left. */
    private final AtomicLong passages = new AtomicLong();

    /** Somebody inside has been there for too long. */
    private volatile boolean stuck;

    private volatile boolean shut;

    SpoolGate(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Whether it let the caller in, who must {@link #leave}. An interrupt doesn't shorten the wait. */
    boolean enter() {
        if (lock.tryLock()) {
            return true;
        }
        if (stuck) {
            return false;
        }
        boolean interrupted = false;
        try {
            while (true) {
                long seen = passages.get();
                try {
                    if (lock.tryLock(patienceNanos, TimeUnit.NANOSECONDS)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    continue;
                }
                if (passages.get() == seen) {
                    stuck = true;
                    return false;
                }
                // Others pass, so it is only crowded.
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same for who has nothing better to do than to wait for the disk. */
    void enterPatiently() {
        lock.lock();
    }

    void leave() {
        stuck = false;
        told.set(false);
        passages.incrementAndGet();
        lock.unlock();
    }

    /** Whether the disk hangs and the caller is the first to hear of it. */
    boolean isStuckAndNew() {
        return stuck && told.compareAndSet(false, true);
    }

    /** From now on the files belong to others. Who is inside and has more to do must ask {@link #isShut} first. */
    void shut() {
        shut = true;
    }

    boolean isShut() {
        return shut;
    }

    /** From inside: wakes those who wait. */
    void changed() {
        changed.signalAll();
    }

    /** From inside: waits outside until that is so, that long at most. */
    void await(BooleanSupplier over, long nanos) throws InterruptedException {
        long left = nanos;
        while (!over.getAsBoolean() && left > 0) {
            left = changed.awaitNanos(left);
        }
    }
}
