package dev.taly.activity.audit;

import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.InvalidEventException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of an object: a well-formed JSON object with an event's {@code id}, {@code tenantId} and {@code timestamp}. Its other
 * fields are taken as they are: whatever holds for an event when it is written is not checked again. Immutable.
 */
public final class StoredLine {
    /** What the consumer adds, in the archive's order. Written otherwise, it counts as sent: a copy is then shown, none hidden. */
    private static final LineField[] ADDED = {LineField.RECEIVED_AT, LineField.ENRICHMENT};

    private static final byte[][] BEFORE_ADDED = Stream.of(ADDED)
            .map(field -> (",\"" + field.wire() + "\":").getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final byte[] utf8;
    /** Of each field: where its value starts and ends; both 0 where it is absent. */
    private final int[] spans;

    private final String id;
    private final String tenantId;
    private final EventTime timestamp;

    private StoredLine(byte[] utf8, int[] spans, boolean ascii) throws BadLineException {
        if (!ascii && !Utf8.isWellFormed(utf8)) {
            throw new BadLineException("is no well-formed UTF-8");
        }
        this.utf8 = utf8;
        this.spans = spans;
        this.id = required(LineField.ID);
        this.tenantId = required(LineField.TENANT_ID);
        this.timestamp = time(required(LineField.TIMESTAMP));
    }

    /**
     * Reads a line.
     *
     * @param utf8 the line without its end; not copied, so not to be changed
     * @throws BadLineException if it is none
     */
    public static StoredLine parse(byte[] utf8) throws BadLineException {
        int[] spans = new int[2 * LineLexer.FIELDS];
        boolean ascii = LineLexer.read(utf8, 0, utf8.length, spans);
        return new StoredLine(utf8, spans, ascii);
    }

    /** A line whose fields are found already. */
    static StoredLine of(byte[] utf8, int[] spans, boolean ascii) throws BadLineException {
        return new StoredLine(utf8, spans, ascii);
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

    /** Whether that field is there, be it {@code null}. */
    public boolean has(LineField field) {
        return end(field) != 0;
    }

    /** The text that a field is; nothing where it is absent or no string. */
    public Optional<String> text(LineField field) {
        if (!has(field) || utf8[start(field)] != '"') {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonStrings.decode(utf8, start(field), end(field)));
        } catch (BadLineException e) {
            throw new IllegalStateException("a line that was read cannot be read again", e);
        }
    }

    /** The time that a field is; nothing where it is absent or no time. */
    public Optional<Instant> time(LineField field) {
        try {
            return text(field).map(text -> EventTime.parse(text).instant());
        } catch (InvalidEventException e) {
            return Optional.empty();
        }
    }

    /** The JSON of a field, as it is written; nothing where it is absent. */
    public Optional<String> json(LineField field) {
        return has(field)
                ? Optional.of(new String(utf8, start(field), end(field) - start(field), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The whole line, as it is written, without its end. */
    public String json() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The whole line, with an empty object in place of that field's value where it is there. */
    public String jsonWithout(LineField field) {
        return has(field)
                ? new String(utf8, 0, start(field), StandardCharsets.UTF_8)
                        + "{}"
                        + new String(utf8, end(field), utf8.length - end(field), StandardCharsets.UTF_8)
                : json();
    }

    /** How many bytes of UTF-8 the line is, without its end. */
    public int length() {
        return utf8.length;
    }

    /** Writes the line as it is, without its end. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(utf8);
    }

    /** The line's bytes, as they are; a copy. */
    public byte[] utf8() {
        return utf8.clone();
    }

    /** Adds the id. */
    void addId(MessageDigest digest) {
        digest.update(id.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds what was sent: all but the members that the consumer adds, by which two copies can differ. */
    void addSent(MessageDigest digest) {
        int from = 0;
        for (int i = 0; i < ADDED.length; i++) {
            int member = start(ADDED[i]) - BEFORE_ADDED[i].length;
            if (member >= from && isAt(member, BEFORE_ADDED[i])) {
                digest.update(utf8, from, member - from);
                from = end(ADDED[i]);
            }
        }
        digest.update(utf8, from, utf8.length - from);
    }

    private boolean isAt(int from, byte[] text) {
        return Arrays.equals(utf8, from, from + text.length, text, 0, text.length);
    }

    private int start(LineField field) {
        return spans[2 * field.index()];
    }

    private int end(LineField field) {
        return spans[2 * field.index() + 1];
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
