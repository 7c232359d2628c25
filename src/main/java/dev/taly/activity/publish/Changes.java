package dev.taly.activity.publish;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes those who wait for something. Its lock is held for moments, and never while a disk is used. Thread-safe. */
final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Something has changed. */
    void tell() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until that is so, that long at most; it is asked after each change, and must not wait itself. */
    void await(BooleanSupplier over, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!over.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
