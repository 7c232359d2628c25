package dev.taly.activity.audit.export;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.format.EventFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Parts as text. In a tree each has a head of its own; else the whole has one. */
final class TextPartWriter implements PartWriter {
    private final EventFormat format;
    private final boolean heads;
    private final boolean gzip;
    private final NewFile files;
    private @Nullable OutputStream part;

    TextPartWriter(EventFormat format, boolean heads, boolean gzip, NewFile files) {
        this.format = format;
        this.heads = heads;
        this.gzip = gzip;
        this.files = files;
    }

    @Override
    public void begin(Path file) throws IOException {
        close();
        OutputStream out = files.open(file);
        part = out;
        if (heads) {
            format.begin(out);
        }
    }

    @Override
    public void add(StoredLine line) throws IOException {
        format.write(line, requireNonNull(part, "no part was begun"));
    }

    @Override
    public void finish() throws IOException {
        close();
    }

    @Override
    public void join(List<Path> parts, Path whole) throws IOException {
        // One member, since not every reader looks for a second.
        try (OutputStream file = files.open(whole);
                OutputStream out = gzip ? new GZIPOutputStream(file, 64 * 1024) : file) {
            format.begin(out);
            for (Path each : parts) {
                Files.copy(each, out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream out = part;
        part = null;
        PartWriter.close(out);
    }
}
