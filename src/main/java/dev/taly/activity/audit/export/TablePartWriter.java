package dev.taly.activity.audit.export;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.table.DuckTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts as Parquet. */
final class TablePartWriter implements PartWriter {
    private final DuckTable table;
    private @Nullable Path part;

    TablePartWriter(DuckTable table) {
        this.table = table;
    }

    @Override
    public void begin(Path file) throws IOException {
        table.clear();
        part = file;
    }

    @Override
    public void add(StoredLine line) throws IOException {
        table.add(line);
    }

    @Override
    public void finish() throws IOException {
        table.writeParquet(requireNonNull(part, "no part was begun"));
    }

    @Override
    public void join(List<Path> parts, Path whole) throws IOException {
        table.clear();
        if (parts.isEmpty()) {
            table.writeParquet(whole);
        } else {
            table.joinParquet(parts, whole);
        }
    }

    @Override
    public void close() {
        table.close();
    }
}
