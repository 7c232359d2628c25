package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.export.ExportProgress;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows how an export goes on, and stops it between two partitions. */
final class ExportWatch implements ExportProgress, AutoCloseable {
    private final Console console;
    private final BooleanSupplier stop;
    private @Nullable Progress bar;

    ExportWatch(Console console, BooleanSupplier stop) {
        this.console = console;
        this.stop = stop;
    }

    @Override
    public void at(long done, long all, ReadReport soFar) {
        if (bar == null) {
            bar = Progress.start(console, "Exporting", " partitions", 1, all);
        }
        bar.at(done);
        if (done < all && stop.getAsBoolean()) {
            throw new CommandFailure("the export was stopped", "Run it again: what is done is kept.");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
