package dev.taly.activity.publish;

import dev.taly.activity.publish.SpoolLoader.Loaded;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The spool's own thread: writes receipts, reads events back when there is room in memory, and now and then takes over what other publishers
 * left and does over what failed.
 */
final class SpoolKeeper {
    static final long ROUND_NANOS = 5_000_000_000L;
    private static final long RETRY_NANOS = 20_000_000L;

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
    private volatile boolean running;
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
     * Starts the thread unless it runs. Never throws: if the JVM has no thread to give, the next call tries again.
     *
     * @param onLoad what to do whenever events were read back
     */
    void start(Runnable onLoad) {
        if (!running) {
            startOnce(onLoad);
        }
    }

    private synchronized void startOnce(Runnable onLoad) {
        if (running) {
            return;
        }
        try {
            Daemon.thread("activity-publisher-spool", () -> run(onLoad)).start();
            running = true;
        } catch (Throwable e) {
            ledger.noted("the spool's thread could not be started", e);
        }
    }

    /** One turn without waiting; whether something was read back or passed over. */
    boolean step() {
        roundIfDue();
        writeReceipts();
        boolean some = false;
        while (buffer.isHalfEmpty() && loader.load() == Loaded.SOME) {
            some = true;
        }
        return some;
    }

    /** Writes the receipts that are due, unless the disk hangs. */
    boolean writeReceipts() {
        return !receipts.isDue() || receipts.write();
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
        if (!writeReceipts()) {
            gate.awaitPassage();
        } else if (!mayLoad()) {
            gate.await(() -> gate.isShut() || receipts.isDue() || mayLoad(), ROUND_NANOS);
        } else if (loader.load() == Loaded.SOME) {
            onLoad.run();
        } else {
            // The event is larger than the room.
            gate.await(() -> gate.isShut() || receipts.isDue(), RETRY_NANOS);
        }
    }

    private boolean mayLoad() {
        return backlog.hasNext() && buffer.isHalfEmpty();
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
        tryAgain();
        adoption.run();
        remains.sweep();
    }

    private void tryAgain() {
        gate.enterPatiently();
        try {
            backlog.tryAgain();
        } finally {
            gate.leave();
        }
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
