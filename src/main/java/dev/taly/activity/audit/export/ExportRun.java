package dev.taly.activity.audit.export;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.table.DuckTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run, from the first partition to the target. */
final class ExportRun {
    private final ArchiveReader reader;
    private final NewFile files;
    private final ExportPlan plan;
    private final Journal journal;
    private final Target target;
    private final ExportProgress progress;
    private final Parts parts;
    private ReadReport read = ReadReport.NONE;
    private long reused;

    ExportRun(
            ArchiveReader reader,
            NewFile files,
            ExportPlan plan,
            Journal journal,
            Target target,
            ExportProgress progress) {
        this.reader = reader;
        this.files = files;
        this.plan = plan;
        this.journal = journal;
        this.target = target;
        this.progress = progress;
        this.parts = new Parts(plan.parts(), plan.format());
    }

    /** Runs it. */
    ExportReport run() throws IOException {
        List<Partition> partitions = reader.partitions(plan.selection());
        if (isDone(partitions)) {
            partitions.forEach(partition -> journal.find(partition).ifPresent(part -> count(part.report())));
            return new ExportReport(read, partitions.size(), target.size());
        }
        target.check();
        parts.prepare();
        try (PartWriter writer = writer()) {
            Set<Path> made = new LinkedHashSet<>();
            tell(partitions.size());
            for (Partition partition : partitions) {
                Part part = part(partition, writer);
                if (part.matches() > 0) {
                    made.add(parts.of(partition));
                }
                tell(partitions.size());
            }
            publish(made, writer);
        }
        return new ExportReport(read, reused, target.size());
    }

    /** Whether a run that was stopped just before its end made the target already, and of all that is there now. */
    private boolean isDone(List<Partition> partitions) {
        return journal.isPublishing()
                && target.exists()
                && !plan.overwrite()
                && partitions.stream()
                        .allMatch(partition -> journal.find(partition)
                                .filter(part -> part.keys().equals(Part.digest(reader.keys(partition))))
                                .isPresent());
    }

    private void tell(long all) {
        progress.at(read.partitions(), all, read);
    }

    private Part part(Partition partition, PartWriter writer) throws IOException {
        // Before the reading: an object that comes meanwhile makes the part one to be read anew.
        String keys = Part.digest(reader.keys(partition));
        Optional<Part> noted =
                journal.find(partition).filter(part -> part.keys().equals(keys) && isThere(part));
        if (noted.isPresent()) {
            reused++;
            count(noted.get().report());
            return noted.get();
        }
        writer.begin(parts.written());
        ReadReport report = reader.read(List.of(partition), plan.selection().range(), plan.filter(), line -> {
            write(writer, line);
            return true;
        });
        writer.finish();
        parts.keep(partition, report.matches());
        Part part = Part.of(partition, keys, report);
        if (report.damageCount() == 0) {
            journal.add(part);
        }
        count(report);
        return part;
    }

    private void count(ReadReport more) {
        read = read.plus(more);
    }

    /** What cannot be written is no fault of the object that is being read. */
    private static void write(PartWriter writer, StoredLine line) {
        try {
            writer.add(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere(Part part) {
        return part.matches() == 0 || Files.exists(parts.of(part.partition()));
    }

    private void publish(Set<Path> made, PartWriter writer) throws IOException {
        if (plan.tree()) {
            parts.retain(made);
            journal.publishing();
            target.publish(parts.tree());
        } else {
            writer.join(new ArrayList<>(made), parts.whole());
            journal.publishing();
            target.publish(parts.whole());
        }
    }

    private PartWriter writer() {
        return plan.format()
                .text()
                .<PartWriter>map(format -> new TextPartWriter(format, plan.tree(), plan.gzip(), files))
                .orElseGet(() -> new TablePartWriter(DuckTable.create(plan.parts())));
    }
}
