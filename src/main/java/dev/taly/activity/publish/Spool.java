package dev.taly.activity.publish;

import java.util.function.LongSupplier;

/** What a publisher's spool is made of: the part that callers and senders meet, and the one that works behind them. */
record Spool(SpoolOutbox outbox, SpoolKeeper keeper) {
    /**
     * How long {@code publish} waits for others that use the disk before it does without. With much less a machine that is
     * short of processors looks like a slow disk.
     */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    /** Opens one; what is wrong with its directory goes to the ledger. */
    static Spool open(SpoolFiles files, SpoolSettings settings, Buffer buffer, Ledger ledger, LongSupplier nanoTime) {
        SpoolGate gate = new SpoolGate(PATIENCE_NANOS);
        SpoolSpace space = new SpoolSpace(settings.bytes());
        SpoolRemains remains = new SpoolRemains(gate, space, ledger);
        Backlog backlog = new Backlog();
        ReceiptBook receipts = new ReceiptBook(gate, remains, ledger);
        SpoolWriter writer = new SpoolWriter(files, settings, space, remains, receipts, nanoTime);
        writer.open().ifPresent(ledger::spoolFailed);
        SpoolClosing closing = new SpoolClosing(gate, backlog, remains, writer, receipts, ledger);
        SpoolOutbox outbox = new SpoolOutbox(buffer, ledger, gate, space, backlog, writer, receipts, closing);
        SpoolAdoption adoption = new SpoolAdoption(files, settings.directory(), gate, space, remains, backlog, ledger);
        SpoolLoader loader = new SpoolLoader(files, gate, backlog, remains, buffer, ledger);
        return new Spool(
                outbox,
                new SpoolKeeper(gate, buffer, backlog, receipts, remains, writer, adoption, loader, ledger, nanoTime));
    }
}
