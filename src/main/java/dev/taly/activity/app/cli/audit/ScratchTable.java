package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.audit.table.DuckTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table that is removed also where Ctrl-C ends the process.
 *
 * @param directory where the table's own is
 * @param hook what removes it then
 */
record ScratchTable(DuckTable table, Path directory, Thread hook) implements AutoCloseable {
    private static final int ROUNDS = 100;
    private static final int QUIET_ROUNDS = 10;
    private static final long ROUND_MILLIS = 20;

    static ScratchTable create() {
        Path directory;
        try {
            directory = Files.createTempDirectory("activity-table-");
        } catch (IOException e) {
            throw new CommandFailure(
                    "A temporary directory cannot be made in " + System.getProperty("java.io.tmpdir") + ".", "", e);
        }
        Thread owner = Thread.currentThread();
        Thread hook = new Thread(() -> clean(directory, owner), "activity-clean");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return new ScratchTable(DuckTable.create(directory), directory, hook);
        } catch (RuntimeException e) {
            end(directory, hook);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            table.close();
        } finally {
            end(directory, hook);
        }
    }

    /** Removes it again and again, as the owner may still write: until it stays away or the owner ends, for 2 s at most. */
    static void clean(Path directory, Thread owner) {
        try {
            int quiet = 0;
            for (int round = 0; round < ROUNDS && quiet < QUIET_ROUNDS && owner.isAlive(); round++) {
                quiet = Files.exists(directory) ? 0 : quiet + 1;
                DuckTable.remove(directory);
                owner.join(ROUND_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DuckTable.remove(directory);
    }

    private static void end(Path directory, Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running.
        }
        DuckTable.remove(directory);
    }
}
