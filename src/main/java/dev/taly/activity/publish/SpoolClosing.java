package dev.taly.activity.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last that a publisher does with its files: it writes the receipts that are due, looks what is there for the next
 * publisher, and leaves the directories to it. It waits for the disk as long as that takes.
 */
final class SpoolClosing {
    private final SpoolGate gate;
    private final Backlog backlog;
    private final SpoolRemains remains;
    private final SpoolWriter writer;
    private final ReceiptBook receipts;
    private final Ledger ledger;

    SpoolClosing(
            SpoolGate gate,
            Backlog backlog,
            SpoolRemains remains,
            SpoolWriter writer,
            ReceiptBook receipts,
            Ledger ledger) {
        this.gate = gate;
        this.backlog = backlog;
        this.remains = remains;
        this.writer = writer;
        this.receipts = receipts;
        this.ledger = ledger;
    }

    /**
     * What became of the events that were open.
     *
     * @param onDisk how many are there for the next publisher
     * @param lost the others
     */
    record Left(long onDisk, List<DroppedEvent> lost) {}

    /** What can be said without a look at the disk: that its files are there. */
    Left unseen(List<Pending> rest) {
        List<DroppedEvent> lost = rest.stream()
                .filter(pending -> pending.record() == null)
                .map(SpoolClosing::abandoned)
                .toList();
        return new Left(rest.size() - lost.size() + backlog.open(), lost);
    }

    /** Does it, with the events that were in memory. */
    Left run(List<Pending> rest) {
        Left left;
        List<SpoolDirectory> directories;
        List<SpoolFailure> failures;
        gate.enterPatiently();
        try {
            failures = receipts.writeInside();
            left = look(rest);
            writer.seal();
            receipts.close();
            directories = remains.takenOver();
        } finally {
            gate.leave();
        }
        failures.forEach(ledger::spoolFailed);
        remains.sweep();
        writer.directories().forEach(this::leave);
        directories.forEach(this::leave);
        return left;
    }

    private Left look(List<Pending> rest) {
        Map<Segment, Boolean> there = new HashMap<>();
        List<DroppedEvent> lost = new ArrayList<>();
        long onDisk = 0;
        for (Pending pending : rest) {
            SpoolRecord record = pending.record();
            if (record != null && there.computeIfAbsent(record.segment(), Segment::isThere)) {
                onDisk++;
            } else {
                lost.add(abandoned(pending));
            }
        }
        for (Segment segment : backlog.segments()) {
            int parked = segment.parked().size();
            if (there.computeIfAbsent(segment, Segment::isThere)) {
                onDisk += parked;
            } else {
                for (int i = 0; i < parked; i++) {
                    DropReason reason = DropReason.SPOOL_DAMAGED;
                    lost.add(new DroppedEvent(null, null, reason, reason.sentence()));
                }
            }
        }
        return new Left(onDisk, lost);
    }

    private static DroppedEvent abandoned(Pending pending) {
        return DroppedEvent.of(pending.event(), DropReason.ABANDONED);
    }

    private void leave(SpoolDirectory directory) {
        try {
            directory.leave();
        } catch (IOException | RuntimeException e) {
            ledger.noted("a directory of the spool could not be deleted", e);
        }
    }
}
