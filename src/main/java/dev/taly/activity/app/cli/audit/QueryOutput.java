package dev.taly.activity.app.cli.audit;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;

/** Prints events. Closing it prints what is left. */
interface QueryOutput extends AutoCloseable {
    /** Prints one, now or later. */
    void line(StoredLine line) throws IOException;

    /** Prints what waits, since no other may come for some time. */
    void flush() throws IOException;

    /** Whether somebody reads it still; {@code head} goes when it has seen enough. */
    boolean isOpen();

    @Override
    void close() throws IOException;
}
