package dev.taly.activity.app.cli.audit;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;

/** Prints events. Closing it prints what is left. */
interface QueryOutput extends AutoCloseable {
    /** Prints one, now or later. */
    void line(StoredLine line) throws IOException;

    /** Prints what waits. */
    void flush() throws IOException;

    @Override
    default void close() throws IOException {
        flush();
    }
}
