package dev.taly.activity.audit.export;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.table.DuckException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Exports from an archive. For one thread; two runs to the same target exclude each other, in whatever processes they are.
 *
 * <p>A run that is stopped, however, leaves no target, but its parts; the same run again goes on with them. A partition that
 * has got objects meanwhile is read anew, and so is one in which something could not be read.
 */
public final class Export {
    private static final String GO_ON = "Then run it again: what is done is kept.";

    private final ArchiveReader reader;
    private final NewFile files;

    /** Exports what that reader reads. */
    public Export(ArchiveReader reader) {
        this(reader, NewFile.ON_DISK);
    }

    Export(ArchiveReader reader, NewFile files) {
        this.reader = requireNonNull(reader, "reader is null");
        this.files = files;
    }

    /**
     * Runs an export to its end.
     *
     * @return what was exported, and what could not be read of it
     * @throws ExportException if it cannot begin or go on
     * @throws dev.taly.activity.archive.ObjectStoreException if the archive cannot be reached
     */
    public ExportReport run(ExportPlan plan, ExportProgress progress) {
        try {
            return unwrapped(plan, progress);
        } catch (DuckException e) {
            throw stopped(plan, String.valueOf(e.getMessage()), e);
        } catch (AccessDeniedException e) {
            throw stopped(plan, "access to " + e.getFile() + " is denied", e);
        } catch (FileSystemException e) {
            throw stopped(plan, e.getFile() + ": " + (e.getReason() == null ? "cannot be used" : e.getReason()), e);
        } catch (IOException e) {
            throw stopped(plan, String.valueOf(e.getMessage()), e);
        }
    }

    private ExportReport unwrapped(ExportPlan plan, ExportProgress progress) throws IOException {
        try {
            return export(plan, progress);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ExportReport export(ExportPlan plan, ExportProgress progress) throws IOException {
        Target target = new Target(plan);
        if (!Files.exists(plan.parts().resolve(Journal.NAME))) {
            target.check();
            Files.createDirectories(plan.parts());
        }
        ExportReport report;
        try (Journal journal = Journal.open(plan.parts(), plan.fingerprint())) {
            report = new ExportRun(reader, files, plan, journal, target, progress).run();
            // While it is locked, so that no other run finds parts that vanish.
            Durable.remove(plan.parts());
        }
        return report;
    }

    private static ExportException stopped(ExportPlan plan, String why, Exception cause) {
        Path target = plan.target();
        return why.contains("No space left")
                ? new ExportException("there is no room left on the disk for " + target, "Make room. " + GO_ON, cause)
                : new ExportException("the export to " + target + " stopped: " + why, GO_ON, cause);
    }
}
