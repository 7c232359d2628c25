package dev.taly.activity.audit.table;

import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lines that are not in the table itself yet, in the order in which they came, in files of a bounded size. For one thread. */
final class DuckChunks implements AutoCloseable {
    private static final long CHUNK = 32L << 20;

    private final Path directory;
    private final List<Path> files = new ArrayList<>();
    private @Nullable DuckChunk open;

    DuckChunks(Path directory) {
        this.directory = directory;
    }

    void add(StoredLine line) throws IOException {
        if (open == null) {
            Path file = directory.resolve("chunk-" + files.size() + ".jsonl");
            open = new DuckChunk(file);
            files.add(file);
        }
        open.add(line);
        if (open.bytes() >= CHUNK) {
            close();
        }
    }

    /** All files, each of which may be read. */
    List<Path> written() throws IOException {
        close();
        return List.copyOf(files);
    }

    void clear() throws IOException {
        drain(file -> {});
    }

    /** Hands them on, and removes each as soon as it is taken: beside the table there would be everything twice. */
    void drain(Consumer<Path> taker) throws IOException {
        close();
        for (Path file : files) {
            taker.accept(file);
            Files.delete(file);
        }
        files.clear();
    }

    /** Ends the file that is being written; the next line begins another. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
