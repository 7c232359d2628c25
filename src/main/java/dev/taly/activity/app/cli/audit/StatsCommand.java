package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.audit.LineSink;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.stats.HtmlReport;
import dev.taly.activity.audit.stats.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts events, for a terminal, a browser or a machine. */
@Command(
        name = "stats",
        description = "Count events by day, action, actor, tenant, level and outcome.",
        footer = {
            "",
            "Examples:",
            "  activity stats --tenant acme --from 7d",
            "  activity stats --all-tenants --from 2024-03-01 --html march.html",
            "  activity stats --tenant acme --outcome failure --json"
        })
public final class StatsCommand implements Callable<Integer> {
    private static final int COULD_NOT = 2;

    @Mixin
    private final SelectionOptions which = new SelectionOptions();

    @Mixin
    private final FilterOptions chosen = new FilterOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of each to show, the most frequent first (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page with charts, too, which needs no other file. One that is there is replaced.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private final ArchiveOptions where = new ArchiveOptions();

    @Mixin
    private final ReadLogOptions recorded = new ReadLogOptions();

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    StatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (top < 1 || top > 1_000) {
            throw new CommandFailure("--top must be 1 to 1000", "");
        }
        if (html != null) {
            checkPlace(html);
        }
        Instant start = clock.instant();
        Selection selection = which.selection(start);
        Statistics statistics = new Statistics();
        ReadReport read;
        boolean isRecorded;
        try (OpenArchive archive = where.open();
                StopSignal stop = StopSignal.listen(console);
                ReadLog.Recording recording =
                        recorded.open(archive, console).begin("stats", selection, chosen.asked())) {
            read = archive.reader().read(selection, chosen.filter(), new LineSink() {
                @Override
                public boolean accept(StoredLine line) {
                    statistics.add(line);
                    return wantsMore();
                }

                @Override
                public boolean wantsMore() {
                    return !stop.getAsBoolean();
                }
            });
            isRecorded = recording.end(read);
            if (stop.getAsBoolean()) {
                throw new CommandFailure("it was stopped, and a part of the events adds up to nothing", "");
            }
        }
        if (json) {
            console.out().println(new StatsJson(statistics, top).of(selection, read));
        } else {
            new StatsTables(console, statistics, selection, top).print();
        }
        console.out().flush();
        if (html != null) {
            write(html, new HtmlReport(statistics, selection, read, top).html(clock.instant()));
        }
        int exit = ReadNotes.print(console, read, Duration.between(start, clock.instant()));
        return isRecorded ? exit : COULD_NOT;
    }

    /** Before anything is read: a long reading is not to end with this. */
    private static void checkPlace(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandFailure("--html: " + file + " is a directory", "Name a file in it.");
        }
        if (!Files.isDirectory(folder(file))) {
            throw new CommandFailure("--html: there is no directory " + folder(file), "");
        }
    }

    private void write(Path file, String page) {
        try {
            Path unfinished = Files.createTempFile(folder(file), "." + file.getFileName(), ".unfinished");
            try {
                Files.writeString(unfinished, page);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be written: " + e.getMessage(), "", e);
        }
        console.note("Wrote " + file + ".");
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
