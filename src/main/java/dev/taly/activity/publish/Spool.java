package dev.taly.activity.publish;

import java.util.function.LongSupplier;

/** What a publisher's spool is made of: the part that callers and senders meet, and the one that works behind them. */
record Spool(SpoolOutbox outbox, SpoolKeeper keeper) {
    /** How long {@code publish} waits for a disk on which nothing moves before it does without. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    /** Opens one; what is wrong with its directory goes to the ledger. */
    static Spool open(SpoolFiles files, SpoolSettings settings, Buffer buffer, Ledger ledger, LongSupplier nanoTime) {
        SpoolGate gate = new SpoolGate(PATIENCE_NANOS);
        SpoolSpace space = new SpoolSpace(settings.bytes());
        SpoolRemains remains = new SpoolRemains(gate, space, ledger);
        Backlog backlog = new Backlog();
        SpoolWriter writer = new SpoolWriter(files, settings, space, remains, nanoTime);
        writer.open().ifPresent(ledger::spoolFailed);
        ReceiptBook receipts = new ReceiptBook(gate, remains, ledger);
        SpoolOutbox outbox = new SpoolOutbox(buffer, ledger, gate, space, backlog, remains, writer, receipts);
        SpoolAdoption adoption = new SpoolAdoption(files, settings.directory(), gate, space, remains, backlog, ledger);
        SpoolLoader loader = new SpoolLoader(files, gate, backlog, remains, buffer, ledger);
        return new Spool(
                outbox,
                new SpoolKeeper(gate, buffer, backlog, receipts, remains, writer, adoption, loader, ledger, nanoTime));
    }
}
