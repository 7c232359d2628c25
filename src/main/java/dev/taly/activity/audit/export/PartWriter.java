package dev.taly.activity.audit.export;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes parts, one after the other, and a whole of them. For one thread. */
interface PartWriter extends AutoCloseable {
    /** Begins a part; one that was not finished is forgotten. */
    void begin(Path file) throws IOException;

    /** Adds an event to it. */
    void add(StoredLine line) throws IOException;

    /** Completes its file. */
    void finish() throws IOException;

    /** Makes one file of many parts, in their order; also of none. */
    void join(List<Path> parts, Path whole) throws IOException;

    @Override
    void close() throws IOException;

    /** Closes a stream that may be none. */
    static void close(@Nullable OutputStream out) throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
