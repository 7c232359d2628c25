package dev.taly.activity.publish;

import dev.taly.activity.publish.SpoolFailure.Kind;
import dev.taly.activity.publish.SpoolWriter.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The buffer, and every event in it on the disk too. An event that finds no room in the buffer, or others on the disk that
 * came before it, stays on the disk alone until a {@link SpoolKeeper} reads it back.
 */
final class SpoolOutbox implements Outbox {
    private final Buffer buffer;
    private final Ledger ledger;
    private final SpoolGate gate;
    private final SpoolSpace space;
    private final Backlog backlog;
    private final SpoolRemains remains;
    private final SpoolWriter writer;
    private final ReceiptBook receipts;
    private volatile boolean closed;

    SpoolOutbox(
            Buffer buffer,
            Ledger ledger,
            SpoolGate gate,
            SpoolSpace space,
            Backlog backlog,
            SpoolRemains remains,
            SpoolWriter writer,
            ReceiptBook receipts) {
        this.buffer = buffer;
        this.ledger = ledger;
        this.gate = gate;
        this.space = space;
        this.backlog = backlog;
        this.remains = remains;
        this.writer = writer;
        this.receipts = receipts;
    }

    @Override
    public Optional<DropReason> offer(OutboundEvent event) {
        byte[] frame = SpoolFrame.of(event);
        Optional<SpoolFailure> failure = Optional.empty();
        if (gate.enter()) {
            try {
                if (closed) {
                    return Optional.of(DropReason.CLOSED);
                }
                Written written = writer.append(frame);
                if (written instanceof Written.OnDisk onDisk) {
                    place(event, onDisk.record());
                    return Optional.empty();
                }
                if (written instanceof Written.Full) {
                    return Optional.of(DropReason.SPOOL_FULL);
                }
                failure = ((Written.Unavailable) written).failure();
            } finally {
                gate.leave();
            }
        } else if (gate.isStuckAndNew()) {
            String message = "The disk of the spool does not answer; events are kept in memory alone.";
            failure = Optional.of(new SpoolFailure(Kind.NOT_WRITTEN, message, null));
        }
        failure.ifPresent(ledger::spoolFailed);
        Optional<DropReason> refusal = buffer.offer(event, null);
        if (refusal.isEmpty()) {
            ledger.unspooled();
        }
        return refusal;
    }

    private void place(OutboundEvent event, SpoolRecord record) {
        if (!backlog.mayPass() || buffer.offer(event, record).isPresent()) {
            backlog.park(record);
            gate.changed();
        }
    }

    @Override
    public void settled(List<Pending> ended) {
        receipts.add(ended);
    }

    @Override
    public long settleAll(long timeoutNanos, boolean patient) {
        long start = System.nanoTime();
        long last = backlog.parked();
        long left = timeoutNanos;
        boolean interrupted = false;
        while (true) {
            // Before the buffer is asked: what is read back meanwhile may be too late for its answer.
            long seen = backlog.taken();
            long behind = Math.max(0, last - seen);
            long open = buffer.settleAll(left, patient);
            // A patient wait goes on, and keeps the flag for later.
            interrupted |= patient && Thread.interrupted();
            left = Math.max(0, timeoutNanos - (System.nanoTime() - start));
            boolean over = left == 0
                    || (open == 0 && behind == 0)
                    || Thread.currentThread().isInterrupted();
            if (over || !awaitLoad(seen, left, patient)) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return open + behind;
            }
        }
    }

    /** Waits until more than that many events have been read back; whether it makes sense to go on. */
    private boolean awaitLoad(long seen, long nanos, boolean patient) {
        if (!gate.enter()) {
            return false;
        }
        try {
            gate.await(() -> backlog.taken() != seen, nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return patient;
        } finally {
            gate.leave();
        }
    }

    @Override
    public long open() {
        return buffer.open() + backlog.open();
    }

    @Override
    public long diskBytes() {
        return space.used();
    }

    @Override
    public List<OutboundEvent> close(long timeoutNanos) {
        closed = true;
        if (gate.enter()) {
            // Whoever was inside has placed its event.
            gate.leave();
        }
        settleAll(timeoutNanos, true);
        buffer.close();
        List<Pending> rest = buffer.abandon();
        receipts.write();
        gate.shut();
        if (!gate.enter()) {
            // The disk hangs. Its locks last as long as the process, so nobody sends meanwhile what this thread can't
            // see.
            return leave(rest, segment -> true);
        }
        List<OutboundEvent> lost;
        List<SpoolDirectory> directories;
        try {
            lost = leave(rest, Segment::isThere);
            writer.seal();
            receipts.close();
            directories = remains.takenOver();
            gate.changed();
        } finally {
            gate.leave();
        }
        remains.sweep();
        writer.directories().forEach(this::release);
        directories.forEach(this::release);
        return lost;
    }

    /** Counts what stays on the disk; the events in memory that do not. */
    private List<OutboundEvent> leave(List<Pending> rest, Predicate<Segment> isThere) {
        Map<Segment, Boolean> there = new HashMap<>();
        List<OutboundEvent> lost = new ArrayList<>();
        for (Pending pending : rest) {
            SpoolRecord record = pending.record();
            if (record == null || !there.computeIfAbsent(record.segment(), isThere::test)) {
                lost.add(pending.event());
            }
        }
        ledger.left(rest.size() - lost.size() + backlog.open());
        backlog.clear();
        return lost;
    }

    private void release(SpoolDirectory directory) {
        try {
            directory.leave();
        } catch (IOException | RuntimeException e) {
            ledger.noted("a directory of the spool could not be deleted", e);
        }
    }
}
