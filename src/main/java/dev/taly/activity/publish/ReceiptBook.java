package dev.taly.activity.publish;

import dev.taly.activity.publish.SpoolFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes on the disk which events have ended, and hands on the segments in which all have. Senders only
 * add; the disk is for the {@link SpoolKeeper}. Safe for any number of threads.
 */
final class ReceiptBook {
    private final SpoolGate gate;
    private final SpoolRemains remains;
    private final Ledger ledger;
    private final Queue<SpoolRecord> due = new ConcurrentLinkedQueue<>();
    /** The segments that have receipts and are not done with. */
    private final Set<Segment> receiving = new HashSet<>();

    ReceiptBook(SpoolGate gate, SpoolRemains remains, Ledger ledger) {
        this.gate = gate;
        this.remains = remains;
        this.ledger = ledger;
    }

    /** Those have ended. It waits for nothing. */
    void add(List<Pending> ended) {
        for (Pending pending : ended) {
            SpoolRecord record = pending.record();
            if (record != null) {
                due.add(record);
            }
        }
    }

    /** Whether there are any that were not looked at. */
    boolean isDue() {
        return !due.isEmpty();
    }

    /**
     * Writes the receipts that are due, those that failed before included, and deletes the segments that are done with.
     *
     * @return whether it could: if not, the disk hangs
     */
    boolean write() {
        if (!gate.enter()) {
            return false;
        }
        List<SpoolFailure> failures = List.of();
        try {
            if (!gate.isShut()) {
                failures = writeInside();
            }
        } finally {
            gate.leave();
        }
        failures.forEach(ledger::spoolFailed);
        remains.sweep();
        return true;
    }

    /** From inside: the same, but for the deletion; what could not be written. */
    List<SpoolFailure> writeInside() {
        takeDue();
        List<SpoolFailure> failures = new ArrayList<>();
        for (Segment segment : receiving) {
            try {
                segment.writeReceipts();
            } catch (IOException | RuntimeException e) {
                String message = "Receipts of " + segment.events() + " can't be written now.";
                failures.add(new SpoolFailure(Kind.NOT_SETTLED, message, e));
            }
        }
        handOn();
        return failures;
    }

    /** From inside: hands on the segments in which all have ended, without a receipt, for who needs the room at once. */
    void settleInside() {
        takeDue();
        handOn();
    }

    /** From inside: closes the files. */
    void close() {
        receiving.forEach(Segment::closeReceipts);
    }

    private void takeDue() {
        SpoolRecord record;
        while ((record = due.poll()) != null) {
            record.segment().settle(record.offset());
            receiving.add(record.segment());
        }
    }

    private void handOn() {
        receiving.forEach(remains::addIfFinished);
        receiving.removeIf(Segment::isDone);
    }
}
