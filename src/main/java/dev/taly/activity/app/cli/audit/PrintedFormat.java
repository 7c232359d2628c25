package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.format.EventFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Prints a format, some events at a time; the first at once. On a terminal, what would steer it is shown as an escape, which
 * in JSON is the same text.
 */
final class PrintedFormat implements QueryOutput {
    private static final int BYTES = 64 * 1024;

    private final EventFormat format;
    private final Console console;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean begun;
    private boolean open = true;

    PrintedFormat(EventFormat format, Console console) {
        this.format = format;
        this.console = console;
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

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            format.begin(waiting);
        }
    }

    private void print() {
        String text = waiting.toString(StandardCharsets.UTF_8);
        waiting.reset();
        console.printForeign(text);
        open = !console.out().checkError();
    }
}
