package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.ReadRequest;
import dev.taly.activity.audit.Selection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds events. */
@Command(
        name = "query",
        description = "Find events in the archive.",
        footer = {
            "",
            "Examples:",
            "  activity query --tenant acme --from yesterday --level critical",
            "  activity query --tenant acme --from 2h --action user_login --outcome failure",
            "  activity query --tenant acme --where 'metadata.amount > 100' --format jsonl",
            "  activity query --all-tenants --follow --level warn,critical"
        })
public final class QueryCommand implements Callable<Integer> {
    private static final int ROWS = 100;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private FilterOptions filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many events; 0 for all (default: 100 for a table, else all).")
    private @Nullable Long limit;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = {
                "newest, oldest, or stored: as they came, which begins at once",
                "and needs least (default: newest for a table, else stored)."
            })
    private ReadRequest.@Nullable Order order;

    @Option(
            names = "--follow",
            description = "Show events as they are stored, until Ctrl-C; with --from, those before, too.")
    private boolean follow;

    @Option(names = "--all-copies", description = "Show an event as often as it was stored, rather than once.")
    private boolean allCopies;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, jsonl or csv (default: ${DEFAULT-VALUE}).")
    private QueryFormat format;

    @Mixin
    private ArchiveOptions where;

    @Mixin
    private ReadLogOptions log;

    private final Console console;

    QueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        Instant start = clock.instant();
        Selection selected = selection.selection(start);
        ReadRequest request = request(selected);
        try (OpenArchive archive = where.open();
                StopSignal stop = StopSignal.listen(console)) {
            ReadLog readLog = log.open(archive, console);
            ReadReport report;
            long shown;
            try (QueryOutput output =
                    format.open(console, selection.zone(), selected.tenants().size() != 1)) {
                Shown lines = new Shown(output, request.limit() == 0 ? Long.MAX_VALUE : request.limit() - 1, stop);
                report = follow
                        ? archive.follower(clock)
                                .follow(request, selection.hasStart(), lines, time -> pause(output, stop, time))
                        : archive.reader().read(request, lines);
                shown = lines.count();
            }
            boolean recorded = readLog.record("query", selected, asked(), report.shown(shown));
            if (shown == 0) {
                console.note("No event " + (filter.asked().isEmpty() ? "is stored" : "matches") + " there: "
                        + selection.words() + ".");
            } else if (report.matches() > shown) {
                console.note(String.format(
                        Locale.ROOT, "There are more than these %,d; --limit shows more, --limit 0 all.", shown));
            }
            int exit = ReadNotes.print(console, report.shown(shown), Duration.between(start, clock.instant()));
            return recorded ? exit : 2;
        }
    }

    private static boolean pause(QueryOutput output, StopSignal stop, Duration time) throws IOException {
        output.flush();
        stop.sleep(time);
        return !stop.getAsBoolean();
    }

    /** For one more than is shown, to know whether there are more. */
    private ReadRequest request(Selection selected) {
        if (limit != null && limit < 0) {
            throw new CommandFailure("--limit must not be below 0", "0 shows all.");
        }
        boolean table = format == QueryFormat.TABLE && !follow;
        long most = limit == null ? table ? ROWS : 0 : limit;
        ReadRequest.Order usual = table ? ReadRequest.Order.NEWEST : ReadRequest.Order.STORED;
        if (follow && order != null && order != ReadRequest.Order.STORED) {
            throw new CommandFailure("--follow shows events as they are stored", "Leave --order out.");
        }
        return new ReadRequest(
                selected, filter.filter(), order == null ? usual : order, most == 0 ? 0 : most + 1, allCopies);
    }

    private Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>(filter.asked());
        asked.put("format", format.name().toLowerCase(Locale.ROOT));
        return asked;
    }
}
