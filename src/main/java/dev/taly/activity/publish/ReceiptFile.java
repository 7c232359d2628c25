package dev.taly.activity.publish;

import dev.taly.activity.publish.SpoolFiles.Appender;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of receipts beside a segment, made with the first one. Not thread-safe. */
final class ReceiptFile {
    private final SpoolFiles files;
    private final Path path;
    private final Offsets unwritten = new Offsets();
    private @Nullable Appender end;
    private long size;

    /**
     * The file at that path.
     *
     * @param size what of it is known to be receipts
     */
    ReceiptFile(SpoolFiles files, Path path, long size) {
        this.files = files;
        this.path = path;
        this.size = size;
    }

    void add(int offset) {
        unwritten.add(offset);
    }

    /** Writes the receipts that are due. If that fails they are due again next time. */
    void write() throws IOException {
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            if (end == null) {
                end = files.append(path, size);
            }
            end.write(SpoolReceipts.of(unwritten.peek(unwritten.size())));
            size += (long) unwritten.size() * SpoolReceipts.BYTES;
            unwritten.clear();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    void close() {
        Segment.close(end);
        end = null;
    }

    /** What is due is not needed any more: the whole segment goes. */
    void discard() {
        close();
        unwritten.clear();
    }

    void delete() throws IOException {
        close();
        files.delete(path);
    }
}
