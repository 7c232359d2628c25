package dev.taly.activity.audit.format;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;

/** The lines as they are stored. */
final class JsonlFormat implements EventFormat {
    @Override
    public void write(StoredLine line, OutputStream out) throws IOException {
        line.writeTo(out);
        out.write('\n');
    }
}
