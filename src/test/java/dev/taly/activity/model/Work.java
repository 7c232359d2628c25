package dev.taly.activity.model;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Something submitted to a {@link LanePool}. */
final class Work<T> implements Future<T> {
    private final Lanes lanes;
    private final Callable<T> task;
    private final LanePool pool;
    private final long submittedAt;
    private State state = State.QUEUED;
    private @Nullable T value;
    private @Nullable Throwable thrown;

    private enum State {
        QUEUED,
        HANGING,
        CANCELLED,
        DONE
    }

    Work(Lanes lanes, Callable<T> task, LanePool pool, long submittedAt) {
        this.lanes = lanes;
        this.task = task;
        this.pool = pool;
        this.submittedAt = submittedAt;
    }

    void run() {
        try {
            value = task.call();
            state = State.DONE;
        } catch (Killed e) {
            throw e;
        } catch (Hanging e) {
            state = State.HANGING;
            pool.loseThread();
        } catch (Throwable e) {
            thrown = e;
            state = State.DONE;
        }
    }

    boolean hasThread() {
        return pool.hasThread();
    }

    long submittedAt() {
        return submittedAt;
    }

    boolean isHanging() {
        return state == State.HANGING;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        if (isDone()) {
            return false;
        }
        lanes.forget(this);
        state = State.CANCELLED;
        return true;
    }

    @Override
    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    @Override
    public boolean isDone() {
        return state == State.DONE || state == State.CANCELLED;
    }

    @Override
    public T get() throws ExecutionException {
        lanes.runUntilDone(this);
        return outcome();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
        lanes.runUntilDone(this, unit.toNanos(timeout));
        return outcome();
    }

    @SuppressWarnings("NullAway") // a done task has its value, which may be null where T allows it
    private T outcome() throws ExecutionException {
        if (state == State.CANCELLED) {
            throw new CancellationException();
        }
        if (thrown != null) {
            throw new ExecutionException(thrown);
        }
        return value;
    }
}
