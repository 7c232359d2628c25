package dev.taly.activity.app.cli.audit;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.format.EventFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Prints a format, some events at a time; the first at once. */
final class PrintedFormat implements QueryOutput {
    private static final int BYTES = 64 * 1024;

    private final EventFormat format;
    private final PrintWriter out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean begun;

    PrintedFormat(EventFormat format, PrintWriter out) {
        this.format = format;
        this.out = out;
    }

    @Override
    public void line(StoredLine line) throws IOException {
        boolean first = !begun;
        begin();
        format.write(line, waiting);
        if (first || waiting.size() > BYTES) {
            print();
        }
    }

    /** A file of no events has its head, too. */
    @Override
    public void flush() throws IOException {
        begin();
        print();
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            format.begin(waiting);
        }
    }

    private void print() throws IOException {
        out.print(waiting.toString(StandardCharsets.UTF_8));
        out.flush();
        waiting.reset();
        if (out.checkError()) {
            // Such as head, when it has seen enough.
            throw new OutputClosedException();
        }
    }
}
