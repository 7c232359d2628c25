package dev.taly.activity.audit.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lines on their way into the table, as a file that DuckDB reads: about twice as fast as its Appender, which is called for each
 * value. What is JSON stands in it as a text, because DuckDB would write numbers anew and drop digits.
 */
final class DuckChunk implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final LineField[] FIELDS = LineField.values();
    private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

    private final OutputStream out;
    private final StringBuilder row = new StringBuilder(1024);
    private long bytes;

    DuckChunk(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }

    /** How long it is by now. */
    long bytes() {
        return bytes;
    }

    void add(StoredLine line) throws IOException {
        row.setLength(0);
        for (LineField field : FIELDS) {
            if (line.has(field)) {
                row.append(row.length() == 0 ? '{' : ',')
                        .append('"')
                        .append(field.wire())
                        .append("\":");
                value(field, line.json(field).orElseThrow());
            }
        }
        byte[] utf8 = row.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
        out.write(utf8);
        bytes += utf8.length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void value(LineField field, String json) {
        boolean isJson = field == LineField.METADATA || field == LineField.ENRICHMENT;
        if (!isJson || json.equals("null")) {
            row.append(json);
            return;
        }
        row.append('"');
        QUOTE.quoteAsString(json, row);
        row.append('"');
    }
}
