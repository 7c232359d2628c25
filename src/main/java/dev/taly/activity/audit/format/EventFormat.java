package dev.taly.activity.audit.format;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A form in which events leave the archive. What it writes is made of one head and one piece for each event, so any number of
 * parts without a head, one after the other, make a file. The same line gives the same bytes. Safe for any number of threads.
 */
public interface EventFormat {
    /** The lines as they are stored, each with an end. */
    static EventFormat jsonl() {
        return new JsonlFormat();
    }

    /**
     * RFC 4180 with a column for each {@link dev.taly.activity.audit.LineField}. What is there is quoted, what is absent is
     * nothing, so that an empty text is no absence. A cell that a spreadsheet could take for a formula begins with one more
     * {@code '}, and so does one that begins with {@code '}: to read the text, take one leading {@code '} away.
     */
    static EventFormat csv() {
        return new CsvFormat();
    }

    /** CloudEvents 1.0 in its JSON format, one event a line. The stored line is the {@code data}. */
    static EventFormat cloudEvents() {
        return new CloudEventsFormat();
    }

    /**
     * OCSF, one event a line: Authentication, Entity Management or API Activity by the action. What has no place there is in
     * {@code unmapped} under its own name.
     */
    static EventFormat ocsf() {
        return new OcsfFormat();
    }

    /** Writes what stands once at a file's start. */
    default void begin(OutputStream out) throws IOException {}

    /** Writes one event. The stream should be a buffered one. */
    void write(StoredLine line, OutputStream out) throws IOException;
}
