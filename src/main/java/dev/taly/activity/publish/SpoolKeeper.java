package dev.taly.activity.publish;

import dev.taly.activity.publish.SpoolLoader.Loaded;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The spool's own thread: reads events back when there is room in memory, and now and then takes over what other publishers
 * left and does over what failed.
 */
final class SpoolKeeper {
    static final long ROUND_NANOS = 5_000_000_000L;

    private final SpoolGate gate;
    private final Buffer buffer;
    private final Backlog backlog;
    private final ReceiptBook receipts;
    private final SpoolRemains remains;
    private final SpoolWriter writer;
    private final SpoolAdoption adoption;
    private final SpoolLoader loader;
    private final Ledger ledger;
    private final LongSupplier nanoTime;
    private boolean started;
    private long nextRound;

    SpoolKeeper(
            SpoolGate gate,
            Buffer buffer,
            Backlog backlog,
            ReceiptBook receipts,
            SpoolRemains remains,
            SpoolWriter writer,
            SpoolAdoption adoption,
            SpoolLoader loader,
            Ledger ledger,
            LongSupplier nanoTime) {
        this.gate = gate;
        this.buffer = buffer;
        this.backlog = backlog;
        this.receipts = receipts;
        this.remains = remains;
        this.writer = writer;
        this.adoption = adoption;
        this.loader = loader;
        this.ledger = ledger;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts the thread.
     *
     * @param onLoad what to do whenever events were read back
     */
    void start(Runnable onLoad) {
        try {
            Daemon.thread("activity-publisher-spool", () -> run(onLoad)).start();
        } catch (Throwable e) {
            ledger.noted("the spool's thread could not be started", e);
        }
    }

    /** One turn without waiting; whether events were read back. */
    boolean step() {
        roundIfDue();
        boolean some = false;
        while (buffer.isHalfEmpty() && loader.load() == Loaded.SOME) {
            some = true;
        }
        return some;
    }

    private void run(Runnable onLoad) {
        while (!gate.isShut()) {
            try {
                roundIfDue();
                turn(onLoad);
            } catch (InterruptedException e) {
                ledger.noted("the spool's thread was interrupted and goes on", e);
            } catch (Throwable e) {
                ledger.noted("the spool's thread failed and goes on", e);
            }
        }
    }

    private void turn(Runnable onLoad) throws InterruptedException {
        if (backlog.open() == 0) {
            pause(true);
        } else if (buffer.awaitRoom(ROUND_NANOS)) {
            Loaded loaded = loader.load();
            if (loaded == Loaded.SOME) {
                onLoad.run();
            } else if (loaded == Loaded.FAILED) {
                pause(false);
            }
        }
    }

    /** Until the next round, or until the end; or until there is something to read back, if that ends the wait. */
    private void pause(boolean endedByBacklog) throws InterruptedException {
        gate.enterPatiently();
        try {
            gate.await(() -> gate.isShut() || (endedByBacklog && backlog.open() > 0), ROUND_NANOS);
        } finally {
            gate.leave();
        }
    }

    private void roundIfDue() {
        long now = nanoTime.getAsLong();
        if (started && now - nextRound < 0) {
            return;
        }
        started = true;
        nextRound = now + ROUND_NANOS;
        verify();
        receipts.write();
        adoption.run();
        remains.sweep();
    }

    private void verify() {
        if (!gate.enter()) {
            return;
        }
        Optional<SpoolFailure> failure;
        try {
            failure = gate.isShut() ? Optional.empty() : writer.verify();
            countAsides();
        } finally {
            gate.leave();
        }
        failure.ifPresent(ledger::spoolFailed);
    }

    private void countAsides() {
        try {
            writer.countAsides();
        } catch (IOException | RuntimeException e) {
            ledger.noted("what was set aside could not be counted", e);
        }
    }
}
