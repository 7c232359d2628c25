package dev.taly.activity.app.cli.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C ends the work between two steps: what is held is released and what was done is told, before the process ends. Close
 * it when that is over.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    /** As long as letters are held: after that there is nothing left to release. */
    private static final long PATIENCE_SECONDS = 300;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Console console;
    private final Thread hook = new Thread(this::onExit, "activity-stop");
    private volatile @Nullable Runnable whileAsking;

    private StopSignal(Console console) {
        this.console = console;
    }

    /** Listens until it is closed. */
    public static StopSignal listen(Console console) {
        StopSignal signal = new StopSignal(console);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    @Override
    public boolean getAsBoolean() {
        return stop.getCount() == 0;
    }

    /** Waits that long, or until it is stopped. */
    public void sleep(Duration time) {
        await(stop, time);
    }

    /**
     * Asks somebody something. This thread can't be woken from that, so if it is stopped meanwhile, {@code release} runs and
     * the process ends.
     */
    public <T> T asking(Supplier<T> question, Runnable release) {
        whileAsking = release;
        try {
            return question.get();
        } finally {
            whileAsking = null;
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

    /** What the process does when it is told to end. */
    void onExit() {
        console.note("Stopping …");
        stop.countDown();
        Runnable release = whileAsking;
        if (release != null) {
            release.run();
        } else {
            await(over, Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    private static void await(CountDownLatch latch, Duration time) {
        try {
            latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
