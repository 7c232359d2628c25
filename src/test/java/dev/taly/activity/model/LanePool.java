package dev.taly.activity.model;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A pool of threads that {@link Lanes} plays. A thread whose task hangs is lost. */
final class LanePool extends AbstractExecutorService {
    private final Lanes lanes;
    private int threads;

    LanePool(Lanes lanes, int threads) {
        this.lanes = lanes;
        this.threads = threads;
    }

    boolean hasThread() {
        return threads > 0;
    }

    void loseThread() {
        threads--;
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return lanes.submit(task, this);
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException("the consumer submits tasks with an outcome");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
