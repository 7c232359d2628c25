package dev.taly.activity.audit.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.archive.Partition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done of an export: one JSON object a line, the first with the plan's fingerprint. A line without its end is of a run that
 * was stopped while it wrote it, and counts for nothing. One run at a time holds it.
 */
final class Journal implements AutoCloseable {
    static final String NAME = "journal.jsonl";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PUBLISHING = "{\"publishing\":true}";

    private final FileChannel file;
    private final Map<Partition, Part> parts = new HashMap<>();
    private boolean publishing;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens it, or begins a new one.
     *
     * @throws ExportException if it is of another export, or another run holds it
     */
    static Journal open(Path directory, String fingerprint) throws IOException {
        FileChannel file = FileChannel.open(
                directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (lock(file) == null) {
                throw new ExportException("another export to the same target is running", "Wait for it, or stop it.");
            }
            Journal journal = new Journal(file);
            journal.read(fingerprint, directory);
            return journal;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What is noted of a partition. */
    Optional<Part> find(Partition partition) {
        return Optional.ofNullable(parts.get(partition));
    }

    /** Notes that a part is safe. */
    void add(Part part) throws IOException {
        append(JSON.writeValueAsString(part));
        parts.put(part.partition(), part);
    }

    /** Whether all parts were there, and only their becoming the target was left. */
    boolean isPublishing() {
        return publishing;
    }

    /** Notes that the target comes now. */
    void publishing() throws IOException {
        append(PUBLISHING);
        publishing = true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void read(String fingerprint, Path directory) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // Until all of it is there.
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        file.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        file.position(file.size());
        String head = JSON.writeValueAsString(Map.of("fingerprint", fingerprint));
        if (whole.isEmpty()) {
            append(head);
            return;
        }
        String[] lines = whole.split("\n", -1);
        if (!lines[0].equals(head)) {
            throw new ExportException(
                    directory + " holds the parts of another export: its selection, filter or format is not this one's",
                    "Finish that one with its own options, remove the directory, or choose another --out.");
        }
        for (int i = 1; i < lines.length - 1; i++) {
            note(lines[i], directory);
        }
    }

    private void note(String line, Path directory) throws IOException {
        // What comes after it would be of a later run, that found the archive changed.
        publishing = line.equals(PUBLISHING);
        if (!publishing) {
            try {
                Part part = JSON.readValue(line, Part.class);
                parts.put(part.partition(), part);
            } catch (JsonProcessingException e) {
                throw new ExportException(
                        directory.resolve(NAME) + " is damaged", "Remove " + directory + " and export again.", e);
            }
        }
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(true);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
