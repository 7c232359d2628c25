package dev.taly.activity.audit;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.InvalidEventException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One line of an object: a well-formed JSON object with an event's {@code id}, {@code tenantId} and {@code timestamp}. Its other
 * fields are taken as they are: whatever holds for an event when it is written is not checked again. Immutable.
 */
public final class StoredLine {
    private final byte[] in;
    private final int start;
    private final int end;
    private final int[] spans;
    private final String id;
    private final String tenantId;
    private final EventTime timestamp;

    private StoredLine(byte[] in, int start, int end, int[] spans) throws BadLineException {
        this.in = in;
        this.start = start;
        this.end = end;
        this.spans = spans;
        this.id = required(LineField.ID);
        this.tenantId = required(LineField.TENANT_ID);
        this.timestamp = time(required(LineField.TIMESTAMP));
    }

    /**
     * Reads a line.
     *
     * @param utf8 the line without its end
     * @throws BadLineException if it is none
     */
    public static StoredLine parse(byte[] utf8) throws BadLineException {
        return parse(utf8, 0, utf8.length);
    }

    /** Reads a line that is a part of those bytes, which must not change later. */
    static StoredLine parse(byte[] in, int start, int end) throws BadLineException {
        int[] spans = new int[2 * LineLexer.FIELDS];
        LineLexer.read(in, start, end, spans);
        if (!Utf8.isWellFormed(in, start, end)) {
            throw new BadLineException("is no well-formed UTF-8");
        }
        return new StoredLine(in, start, end, spans);
    }

    /** The key for deduplication. */
    public String id() {
        return id;
    }

    /** Whose event it is. */
    public String tenantId() {
        return tenantId;
    }

    /** When it happened. */
    public EventTime timestamp() {
        return timestamp;
    }

    /** Whether it lies where it belongs. */
    boolean belongsTo(Partition partition) {
        return tenantId.equals(partition.tenantId()) && timestamp.utcDate().equals(partition.date());
    }

    /** Whether that field is there, be it {@code null}. */
    public boolean has(LineField field) {
        return spans[2 * field.index() + 1] != 0;
    }

    /** The text that a field is; nothing where it is absent or no string. */
    public Optional<String> text(LineField field) {
        int from = spans[2 * field.index()];
        int to = spans[2 * field.index() + 1];
        return to == 0 || in[from] != '"' ? Optional.empty() : Optional.of(JsonStrings.decode(in, from, to));
    }

    /** The JSON of a field, as it is written; nothing where it is absent. */
    public Optional<String> json(LineField field) {
        int from = spans[2 * field.index()];
        int to = spans[2 * field.index() + 1];
        return to == 0 ? Optional.empty() : Optional.of(new String(in, from, to - from, StandardCharsets.UTF_8));
    }

    /** The whole line, as it is written, without its end. */
    public String json() {
        return new String(in, start, end - start, StandardCharsets.UTF_8);
    }

    /** How many bytes of UTF-8 the line is, without its end. */
    public int length() {
        return end - start;
    }

    /** Writes the line as it is, without its end. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(in, start, end - start);
    }

    /** The line's bytes, as they are. */
    public byte[] utf8() {
        return Arrays.copyOfRange(in, start, end);
    }

    private String required(LineField field) throws BadLineException {
        return text(field).orElseThrow(() -> new BadLineException("has no text " + field.wire()));
    }

    private static EventTime time(String text) throws BadLineException {
        try {
            return EventTime.parse(text);
        } catch (InvalidEventException e) {
            throw new BadLineException("has a timestamp that is no time");
        }
    }
}
