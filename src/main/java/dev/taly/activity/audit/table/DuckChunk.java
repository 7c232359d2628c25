package dev.taly.activity.audit.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.EventTime;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Lines on their way into the table, as a file that DuckDB reads: about twice as fast as its Appender, which is called for each
 * value. What is JSON stands in it as a text, because DuckDB would write numbers anew and drop digits.
 */
final class DuckChunk implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final LineField[] FIELDS = LineField.values();
    private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

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
                value(line, field);
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

    private void value(StoredLine line, LineField field) {
        switch (field) {
            case TIMESTAMP -> time(line.timestamp().instant());
            case RECEIVED_AT -> line.time(field).ifPresentOrElse(this::time, () -> row.append("null"));
            case CONSENT -> onlyIf(BOOLEAN, json(line, field));
            case SEQ -> onlyIf(INTEGER, json(line, field));
            case METADATA, ENRICHMENT -> text(json(line, field));
            default -> row.append(LoneSurrogates.replaced(json(line, field)));
        }
    }

    private static String json(StoredLine line, LineField field) {
        return line.json(field).orElseThrow();
    }

    private void time(Instant instant) {
        row.append('"')
                .append(EventTime.of(instant.truncatedTo(ChronoUnit.MICROS)))
                .append('"');
    }

    /** What is of another type is no value: DuckDB would make one of it. */
    private void onlyIf(Pattern type, String json) {
        row.append(type.matcher(json).matches() ? json : "null");
    }

    private void text(String json) {
        if (json.equals("null")) {
            row.append(json);
            return;
        }
        row.append('"');
        QUOTE.quoteAsString(LoneSurrogates.replaced(json), row);
        row.append('"');
    }
}
