package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C ends the work between two steps: what is held is released and what was done is told, before the process ends. Close
 * it when that is over.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Console console) {
        this.hook = new Thread(
                () -> {
                    console.note("Stopping …");
                    stop.countDown();
                    awaitEnd();
                },
                "activity-stop");
    }

    static StopSignal listen(Console console) {
        StopSignal signal = new StopSignal(console);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    @Override
    public boolean getAsBoolean() {
        return stop.getCount() == 0;
    }

    /** Waits that long, or until it is stopped. */
    void sleep(Duration time) {
        try {
            stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running.
        }
    }

    private void awaitEnd() {
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
