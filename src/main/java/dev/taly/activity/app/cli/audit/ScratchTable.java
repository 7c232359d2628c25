package dev.taly.activity.app.cli.audit;

import dev.taly.activity.audit.table.DuckTable;
import java.nio.file.Path;

/**
 * A table that is removed also where Ctrl-C ends the process.
 *
 * @param hook what does that
 */
record ScratchTable(DuckTable table, Thread hook) implements AutoCloseable {
    static ScratchTable create() {
        DuckTable table = DuckTable.create(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        Path directory = table.directory();
        Thread hook = new Thread(() -> DuckTable.remove(directory), "activity-clean");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ScratchTable(table, hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running.
        }
        table.close();
    }
}
