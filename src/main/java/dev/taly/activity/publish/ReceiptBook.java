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
 * Writes on the disk which events have ended, and hands on the segments in which all have. Safe for any number of threads;
 * none of them waits for a disk that hangs, what it leaves the next one does.
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

    /** Those have ended. */
    void add(List<Pending> ended) {
        for (Pending pending : ended) {
            SpoolRecord record = pending.record();
            if (record != null) {
                due.add(record);
            }
        }
        if (!due.isEmpty()) {
            write();
        }
    }

    /** Writes the receipts that are due, those that failed before included, and deletes the segments that are done with. */
    void write() {
        if (!gate.enter()) {
            return;
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
    }

    /** From inside: closes the files. */
    void close() {
        receiving.forEach(Segment::closeReceipts);
    }

    private List<SpoolFailure> writeInside() {
        SpoolRecord record;
        while ((record = due.poll()) != null) {
            record.segment().settle(record.offset());
            receiving.add(record.segment());
        }
        List<SpoolFailure> failures = new ArrayList<>();
        for (Segment segment : List.copyOf(receiving)) {
            try {
                segment.writeReceipts();
            } catch (IOException | RuntimeException e) {
                String message = "Receipts of " + segment.events() + " can't be written now.";
                failures.add(new SpoolFailure(Kind.NOT_SETTLED, message, e));
            }
            remains.addIfFinished(segment);
        }
        receiving.removeIf(Segment::isDone);
        return failures;
    }
}
