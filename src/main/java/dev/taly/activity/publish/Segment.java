package dev.taly.activity.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.taly.activity.publish.SpoolFiles.Appender;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of events and its {@link SpoolReceipts}. Only the publisher that began it adds events; receipts come
 * from it or from the one that took it over. Not thread-safe: the {@link SpoolGate} guards it, but for {@link #remove}.
 */
final class Segment {
    static final String EVENTS = ".events";
    static final String SETTLED = ".settled";
    private static final byte[] FORMAT = "ACTSPL1\n".getBytes(US_ASCII);
    /** Where the first frame starts. */
    static final int FIRST = FORMAT.length;

    private final SpoolFiles files;
    private final SpoolDirectory directory;
    private final Path events;
    private final ReceiptFile receipts;
    private final Offsets parked = new Offsets();
    private @Nullable Appender eventsEnd;
    private int size;
    private int records;
    private int open;
    private final boolean takenOver;
    private boolean damaged;
    private boolean done;

    private Segment(SpoolFiles files, SpoolDirectory directory, Path events, boolean takenOver, long settledBytes) {
        this.takenOver = takenOver;
        this.files = files;
        this.directory = directory;
        this.events = events;
        this.receipts = new ReceiptFile(files, settledOf(events), settledBytes);
    }

    /** Begins one. */
    static Segment create(SpoolFiles files, SpoolDirectory directory, String name) throws IOException {
        Segment segment = new Segment(files, directory, directory.path().resolve(name + EVENTS), false, 0);
        Appender end = files.append(segment.events, 0);
        segment.eventsEnd = end;
        try {
            end.write(FORMAT);
        } catch (IOException | RuntimeException e) {
            segment.seal();
            files.delete(segment.events);
            throw e;
        }
        segment.size = FIRST;
        return segment;
    }

    /** One that was found, with what was found in it. */
    static Segment found(SpoolFiles files, SpoolDirectory directory, Path events, SegmentScan scan) {
        Segment segment = new Segment(files, directory, events, true, scan.settledBytes());
        segment.size = scan.size();
        segment.records = scan.records();
        segment.damaged = scan.damaged();
        for (int offset : scan.open()) {
            segment.open++;
            segment.parked.add(offset);
        }
        return segment;
    }

    static Path settledOf(Path events) {
        String name = String.valueOf(events.getFileName());
        return events.resolveSibling(name.substring(0, name.length() - EVENTS.length()) + SETTLED);
    }

    /** Whether those are the first bytes of a segment. */
    static boolean isFormat(byte[] bytes) {
        for (int i = 0; i < FIRST; i++) {
            if (bytes.length <= i || bytes[i] != FORMAT[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds a frame, and says where. A segment that could not be written takes no more, for nobody knows where its file ends.
     */
    int append(byte[] frame) throws IOException {
        if (eventsEnd == null) {
            throw new IOException(events + " takes no more");
        }
        try {
            eventsEnd.write(frame);
        } catch (IOException | RuntimeException e) {
            seal();
            cut();
            throw e;
        }
        int offset = size;
        size += frame.length;
        records++;
        open++;
        return offset;
    }

    /** It takes no more events. */
    void seal() {
        close(eventsEnd);
        eventsEnd = null;
    }

    /** That event's end is known. */
    void settle(int offset) {
        open--;
        receipts.add(offset);
    }

    /** That event can't be read, so its end is known too; but the file doesn't say so, for somebody may yet repair it. */
    void lose(int events) {
        open -= events;
        damaged = true;
    }

    /** Writes the receipts that are due. If that fails they are due again next time. */
    void writeReceipts() throws IOException {
        receipts.write();
    }

    void closeReceipts() {
        receipts.close();
    }

    /**
     * Deletes both files, or sets the events aside where there is something else in them.
     *
     * @return how many bytes were set aside
     */
    long remove() throws IOException {
        long left = damaged ? setAside() : 0;
        files.delete(events);
        receipts.delete();
        return left;
    }

    private long setAside() throws IOException {
        Path aside = directory.aside(events);
        try {
            files.move(events, aside);
        } catch (NoSuchFileException e) {
            // Somebody was faster, or an earlier try that then failed to delete the receipts.
        }
        try {
            return files.size(aside);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Says once, and never again, that no event will come and the end of each is known: whoever hears it deletes it. */
    boolean markDone() {
        if (done || eventsEnd != null || open > 0) {
            return false;
        }
        done = true;
        receipts.discard();
        return true;
    }

    boolean isDone() {
        return done;
    }

    /** Whether its file is there, with all its events. */
    boolean isThere() {
        try {
            return files.size(events) >= size;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Whether another publisher began it. */
    boolean isTakenOver() {
        return takenOver;
    }

    boolean isDamaged() {
        return damaged;
    }

    SpoolDirectory directory() {
        return directory;
    }

    Path events() {
        return events;
    }

    /** The events that are on the disk alone. */
    Offsets parked() {
        return parked;
    }

    /** How many events are open. */
    int open() {
        return open;
    }

    int size() {
        return size;
    }

    /** What it may take on the disk until its end, receipts included. */
    long bytes() {
        return size + (long) records * SpoolReceipts.BYTES;
    }

    private void cut() {
        try {
            files.append(events, size).close();
        } catch (IOException | RuntimeException e) {
            // Then a part of a frame stands at the end, which a reader passes over.
        }
    }

    static void close(@Nullable Appender end) {
        if (end == null) {
            return;
        }
        try {
            end.close();
        } catch (IOException | RuntimeException e) {
            // What was written is written.
        }
    }
}
