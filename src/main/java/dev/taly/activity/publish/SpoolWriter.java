package dev.taly.activity.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds events to a segment, and begins the next one. When the disk fails it leaves it alone for some seconds and then goes on
 * with a new segment, in a new directory where the old one is gone. Guarded by the {@link SpoolGate}.
 */
final class SpoolWriter {
    static final long REST_NANOS = 5_000_000_000L;

    private final SpoolFiles files;
    private final Path root;
    private final int segmentBytes;
    private final SpoolSpace space;
    private final SpoolRemains remains;
    private final ReceiptBook receipts;
    private final LongSupplier nanoTime;
    private final List<SpoolDirectory> directories = new ArrayList<>();
    private @Nullable SpoolDirectory directory;
    private @Nullable Segment current;
    private int segments;
    private boolean resting;
    private long restUntil;

    SpoolWriter(
            SpoolFiles files,
            SpoolSettings settings,
            SpoolSpace space,
            SpoolRemains remains,
            ReceiptBook receipts,
            LongSupplier nanoTime) {
        this.files = files;
        this.root = settings.directory();
        this.segmentBytes = settings.segmentBytes();
        this.space = space;
        this.remains = remains;
        this.receipts = receipts;
        this.nanoTime = nanoTime;
    }

    /** What became of an event. */
    sealed interface Written {
        /** It is on the disk. */
        record OnDisk(SpoolRecord record) implements Written {}

        /** The limit is reached. */
        record Full() implements Written {}

        /** The disk can't be written; with what happened, where it just has. */
        record Unavailable(Optional<SpoolFailure> failure) implements Written {}
    }

    /** Makes the directory and counts what was set aside there; what is wrong with it, if something is. */
    Optional<SpoolFailure> open() {
        try {
            files.makeDirectory(root);
            directory();
            countAsides();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(rest(e));
        }
    }

    /** Counts again what was set aside, for somebody may have taken it away. */
    void countAsides() throws IOException {
        long bytes = 0;
        for (Path aside : SpoolDirectory.asides(files, root)) {
            bytes += files.size(aside);
        }
        space.asides(bytes);
    }

    Written append(byte[] frame) {
        if (resting && nanoTime.getAsLong() - restUntil < 0) {
            return new Written.Unavailable(Optional.empty());
        }
        try {
            int bytes = frame.length + SpoolReceipts.BYTES;
            if (!makeRoom(bytes)) {
                return new Written.Full();
            }
            Segment segment = segmentFor(frame.length);
            SpoolRecord record = new SpoolRecord(segment, segment.append(frame));
            space.add(bytes);
            resting = false;
            return new Written.OnDisk(record);
        } catch (IOException | RuntimeException e) {
            return new Written.Unavailable(Optional.of(rest(e)));
        }
    }

    /** Whether the files that it writes are still there: on an open one that was deleted a write does not fail. */
    Optional<SpoolFailure> verify() {
        if (current != null && !current.isThere()) {
            return Optional.of(rest(new IOException(current.events() + " has vanished")));
        }
        try {
            if (directory != null) {
                directory.verify();
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(rest(e));
        }
    }

    /** Leaves a disk that is too slow alone for a while. */
    SpoolFailure restFromSlowness() {
        return rest(new IOException("the disk is too slow"));
    }

    /** Ends the segment that is being written. */
    void seal() {
        if (current != null) {
            current.seal();
            remains.addIfFinished(current);
            current = null;
        }
    }

    /** Every directory that it made. */
    List<SpoolDirectory> directories() {
        return List.copyOf(directories);
    }

    private boolean makeRoom(int bytes) {
        if (space.hasRoomFor(bytes + Segment.FIRST)) {
            return true;
        }
        receipts.settleInside();
        if (current != null && current.open() == 0 && current.size() > Segment.FIRST) {
            // Nothing in it is of use any more.
            seal();
        }
        remains.sweepInside();
        return space.hasRoomFor(bytes + Segment.FIRST);
    }

    private Segment segmentFor(int bytes) throws IOException {
        if (current != null && current.size() + bytes > segmentBytes) {
            seal();
        }
        if (current == null) {
            String name = String.format(Locale.ROOT, "%08d", ++segments);
            current = Segment.create(files, directory(), name);
            space.add(Segment.FIRST);
        }
        return current;
    }

    private SpoolDirectory directory() throws IOException {
        SpoolDirectory made = directory;
        if (made == null) {
            made = SpoolDirectory.make(files, root);
            directory = made;
            directories.add(made);
        }
        return made;
    }

    private SpoolFailure rest(Exception cause) {
        resting = true;
        restUntil = nanoTime.getAsLong() + REST_NANOS;
        seal();
        if (directory != null && !isThere(directory)) {
            directory = null;
        }
        String message = "The spool in " + root + " can't be written; events are kept in memory alone.";
        return new SpoolFailure(SpoolFailure.Kind.NOT_WRITTEN, message, cause);
    }

    private boolean isThere(SpoolDirectory made) {
        try {
            made.verify();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
