package dev.taly.activity.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Guards what a spool knows of its segments. Whoever is inside may write to the disk, which may be slow or hang. So others
 * wait for a while only, and once one has waited in vain nobody waits until somebody leaves.
 */
final class SpoolGate {
    private final long patienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Changes changes = new Changes();
    private final AtomicBoolean told = new AtomicBoolean();
    /** When who is inside came in. */
    private long entered;

    /** Somebody inside has been there for too long. */
    private volatile boolean stuck;

    private volatile boolean shut;

    /**
     * An open one.
     *
     * @param patienceNanos the longest that anybody waits in {@link #enter}
     */
    SpoolGate(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Whether it let the caller in, who must {@link #leave}. An interrupt doesn't shorten the wait. */
    boolean enter() {
        if (!lock.tryLock() && (stuck || !waitForLock())) {
            return false;
        }
        entered = System.nanoTime();
        return true;
    }

    private boolean waitForLock() {
        long deadline = System.nanoTime() + patienceNanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return true;
                    }
                    stuck = true;
                    return false;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
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
        entered = System.nanoTime();
    }

    void leave() {
        stuck = false;
        told.set(false);
        lock.unlock();
    }

    /** Waits for as long as the disk hangs. */
    void awaitPassage() {
        enterPatiently();
        leave();
    }

    /** From inside: whether the caller has been there for so long that others may have done without. */
    boolean isSlow() {
        return stuck || System.nanoTime() - entered > patienceNanos;
    }

    /** Whether the disk hangs. */
    boolean isStuck() {
        return stuck;
    }

    /** Whether the caller is the first to hear that the disk hangs or is slow, and so has to tell. */
    boolean isNews() {
        return told.compareAndSet(false, true);
    }

    /** From now on the files belong to others. Who is inside and has more to do must ask {@link #isShut} first. */
    void shut() {
        shut = true;
        changes.tell();
    }

    boolean isShut() {
        return shut;
    }

    /** Wakes those who wait. */
    void changed() {
        changes.tell();
    }

    /** From outside: waits until that is so, that long at most, whatever the disk does. */
    void await(BooleanSupplier over, long nanos) throws InterruptedException {
        changes.await(over, nanos);
    }
}
