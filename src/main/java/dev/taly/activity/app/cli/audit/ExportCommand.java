package dev.taly.activity.app.cli.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.export.Export;
import dev.taly.activity.audit.export.ExportException;
import dev.taly.activity.audit.export.ExportFormat;
import dev.taly.activity.audit.export.ExportPlan;
import dev.taly.activity.audit.export.ExportReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands events on as files. */
@Command(
        name = "export",
        description = {
            "Write events to a file, or to a directory with a file for each tenant and day.",
            "An export that was stopped goes on where it was, if it is run again as it was."
        },
        footer = {
            "",
            "Examples:",
            "  activity export --tenant acme --from 2024-03-01 --to 2024-03-31 --format csv --out march.csv",
            "  activity export --all-tenants --format parquet --out events/",
            "  activity export --tenant acme --format ocsf --level critical --out critical.jsonl.gz"
        })
public final class ExportCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private FilterOptions filter;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR/",
            required = true,
            description = {
                "The file; gzipped, if its name ends in .gz.",
                "With a / at its end, a directory of tenant=…/date=…/events.*"
            })
    private String out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "jsonl, csv, parquet, cloudevents or ocsf (default: ${DEFAULT-VALUE}).")
    private ExportFormat format;

    @Option(names = "--overwrite", description = "Replace what is there, at the end and at once.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Mixin
    private ArchiveOptions where;

    @Mixin
    private ReadLogOptions log;

    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        Instant start = clock.instant();
        ExportPlan plan = plan(selection.selection(start));
        try (OpenArchive archive = where.open();
                StopSignal stop = StopSignal.listen(console);
                ReadLog.Recording recording = log.open(archive, console).begin("export", plan.selection(), asked())) {
            refuseInside(archive, plan.target());
            ExportReport report;
            try (ExportWatch watch = new ExportWatch(console, stop)) {
                report = new Export(archive.reader()).run(plan, watch);
            } catch (ExportException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()), e.hint(), e);
            }
            boolean recorded = recording.end(report.read());
            print(plan, report);
            int exit = ReadNotes.print(console, report.read(), Duration.between(start, clock.instant()));
            return recorded ? exit : 2;
        }
    }

    /** What is exported must never become what is read, nor replace it. */
    private static void refuseInside(OpenArchive archive, Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        archive.directory().ifPresent(directory -> {
            Path events = directory.resolve(Partition.ROOT).toAbsolutePath().normalize();
            if (absolute.startsWith(events) || events.startsWith(absolute)) {
                throw new CommandFailure("--out is in the archive itself", "Choose another place.");
            }
        });
    }

    private ExportPlan plan(Selection selected) {
        boolean tree = out.endsWith("/");
        boolean gzip = !tree && out.endsWith(".gz");
        if (gzip && format == ExportFormat.PARQUET) {
            throw new CommandFailure("Parquet is compressed already", "Leave .gz away.");
        }
        Path target = Path.of(out);
        if (target.getFileName() == null) {
            throw new CommandFailure("--out names no file", "");
        }
        return new ExportPlan(
                selected,
                filter.filter(),
                JSON.valueToTree(filter.asked()).toString(),
                format,
                target,
                tree,
                gzip,
                overwrite);
    }

    private void print(ExportPlan plan, ExportReport report) {
        ReadReport read = report.read();
        if (json) {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("out", plan.target().toString());
            summary.put("format", formatName());
            summary.put("events", read.matches());
            summary.put("bytes", report.bytes());
            summary.put("partitions", read.partitions());
            summary.put("partitionsDoneBefore", report.reused());
            summary.put("duplicates", read.duplicates());
            summary.put("damages", read.damageCount());
            console.out().println(JSON.valueToTree(summary).toPrettyString());
        } else {
            console.out()
                    .println(plan.target() + ": " + ReadNotes.count(read.matches(), "event") + ", "
                            + ReadNotes.bytes(report.bytes()));
        }
        if (read.matches() == 0) {
            console.note("No event was found there: " + selection.words() + ".");
        }
        if (report.reused() > 0) {
            console.note(String.format(
                    Locale.ROOT, "Of the partitions, %,d had been exported before it was stopped.", report.reused()));
        }
    }

    private Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>(filter.asked());
        asked.put("format", formatName());
        asked.put("out", out);
        return asked;
    }

    private String formatName() {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
