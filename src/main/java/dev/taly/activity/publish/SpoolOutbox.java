package dev.taly.activity.publish;

import dev.taly.activity.publish.SpoolClosing.Left;
import dev.taly.activity.publish.SpoolFailure.Kind;
import dev.taly.activity.publish.SpoolWriter.Written;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The buffer, and every event in it on the disk too. An event that finds no room in the buffer, or others on the disk that
 * came before it, stays on the disk alone until a {@link SpoolKeeper} reads it back.
 */
final class SpoolOutbox implements Outbox {
    /** What a close gives the disk when its own time is over. */
    static final long GRACE_NANOS = 1_000_000_000L;

    private final Buffer buffer;
    private final Ledger ledger;
    private final SpoolGate gate;
    private final SpoolSpace space;
    private final Backlog backlog;
    private final SpoolWriter writer;
    private final ReceiptBook receipts;
    private final SpoolClosing closing;
    private volatile boolean closed;

    SpoolOutbox(
            Buffer buffer,
            Ledger ledger,
            SpoolGate gate,
            SpoolSpace space,
            Backlog backlog,
            SpoolWriter writer,
            ReceiptBook receipts,
            SpoolClosing closing) {
        this.buffer = buffer;
        this.ledger = ledger;
        this.gate = gate;
        this.space = space;
        this.backlog = backlog;
        this.writer = writer;
        this.receipts = receipts;
        this.closing = closing;
    }

    @Override
    public Optional<DropReason> offer(OutboundEvent event) {
        byte[] frame = SpoolFrame.of(event);
        if (!gate.enter()) {
            if (gate.isStuck() && gate.isNews()) {
                String message = "The disk of the spool does not answer; events are kept in memory alone.";
                ledger.spoolFailed(new SpoolFailure(Kind.NOT_WRITTEN, message, null));
            }
            return offerUnspooled(event);
        }
        Written written;
        Optional<SpoolFailure> failure;
        try {
            if (closed) {
                return Optional.of(DropReason.CLOSED);
            }
            written = writer.append(frame);
            failure = failureOf(written);
            if (written instanceof Written.OnDisk onDisk) {
                place(event, onDisk.record());
            }
        } finally {
            gate.leave();
        }
        failure.ifPresent(ledger::spoolFailed);
        if (written instanceof Written.Unavailable) {
            return offerUnspooled(event);
        }
        return written instanceof Written.Full ? Optional.of(DropReason.SPOOL_FULL) : Optional.empty();
    }

    private Optional<SpoolFailure> failureOf(Written written) {
        if (written instanceof Written.Unavailable unavailable) {
            return unavailable.failure();
        }
        if (!gate.isSlow()) {
            return Optional.empty();
        }
        SpoolFailure failure = writer.restFromSlowness();
        return gate.isNews() ? Optional.of(failure) : Optional.empty();
    }

    private Optional<DropReason> offerUnspooled(OutboundEvent event) {
        Optional<DropReason> refusal = buffer.offer(event, null);
        if (refusal.isEmpty()) {
            ledger.unspooled();
        }
        return refusal;
    }

    private void place(OutboundEvent event, SpoolRecord record) {
        if (gate.isShut()) {
            // The disk let it in when the close had given up waiting.
            ledger.left(1);
        } else if (!backlog.mayPass() || buffer.offer(event, record).isPresent()) {
            backlog.park(record);
            gate.changed();
        }
    }

    @Override
    public void back(List<Pending> batch, List<Pending> ended, boolean answered) {
        receipts.add(ended);
        buffer.back(batch, answered);
        gate.changed();
    }

    @Override
    public long settleAll(long timeoutNanos, boolean patient) {
        long start = System.nanoTime();
        BacklogCounts then = backlog.counts();
        long left = timeoutNanos;
        boolean interrupted = false;
        while (true) {
            // Before the buffer is asked: what is read back meanwhile may be too late for its answer.
            long behind = behind(then);
            long open = buffer.settleAll(left, patient);
            // A patient wait goes on, and keeps the flag for later.
            interrupted |= patient && Thread.interrupted();
            left = Math.max(0, timeoutNanos - (System.nanoTime() - start));
            boolean over = left == 0
                    || (open == 0 && behind == 0)
                    || Thread.currentThread().isInterrupted();
            if (over || !awaitLoad(then, behind, left, patient)) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return open + behind;
            }
        }
    }

    /** How many of the events that were on the disk alone are not in memory; those that a close leaves are nobody's here. */
    private long behind(BacklogCounts then) {
        return gate.isShut() ? 0 : backlog.counts().behind(then);
    }

    /** Waits until more events have been read back; whether it makes sense to go on. */
    private boolean awaitLoad(BacklogCounts then, long behind, long nanos, boolean patient) {
        try {
            gate.await(() -> behind(then) != behind, nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return patient;
        }
    }

    @Override
    public long open() {
        return buffer.open() + (gate.isShut() ? 0 : backlog.open());
    }

    @Override
    public long diskBytes() {
        return space.used();
    }

    @Override
    public List<DroppedEvent> close(long timeoutNanos) {
        long start = System.nanoTime();
        closed = true;
        if (gate.enter()) {
            // Whoever was inside has placed its event.
            gate.leave();
        }
        settleAll(Math.max(0, timeoutNanos - (System.nanoTime() - start)), true);
        buffer.close();
        List<Pending> rest = buffer.abandon();
        gate.shut();
        Left left = closeDisk(rest, Math.max(0, timeoutNanos - (System.nanoTime() - start)));
        ledger.left(left.onDisk());
        return left.lost();
    }

    /** On a thread of its own, for the disk may hang. Then its locks stay, so nobody sends what this thread can't see. */
    private Left closeDisk(List<Pending> rest, long nanos) {
        FutureTask<Left> task = new FutureTask<>(() -> closing.run(rest));
        try {
            Daemon.thread("activity-publisher-spool-close", task).start();
        } catch (Throwable e) {
            ledger.noted("the spool is closed without a thread of its own", e);
            task.run();
        }
        long deadline = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2) + GRACE_NANOS;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            ledger.noted("the spool could not be closed in time", e);
            return closing.unseen(rest);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
