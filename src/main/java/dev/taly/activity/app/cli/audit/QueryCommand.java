package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.audit.Follower.From;
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
    private static final long MAX_LIMIT = 1_000_000_000_000L;

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

    @Option(
            names = "--all-copies",
            description = {
                "Show an event as often as it was stored, rather than once. Copies are told",
                "among the events that are chosen."
            })
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
        long most = most();
        ReadRequest request = request(selected, most);
        try (OpenArchive archive = where.open();
                StopSignal stop = StopSignal.listen(console);
                ReadLog.Recording recording = log.open(archive, console).begin("query", selected, asked())) {
            ReadReport report;
            Shown shown;
            try (QueryOutput output =
                    format.open(console, selection.zone(), selected.tenants().size() != 1)) {
                shown = new Shown(output, most == 0 ? Long.MAX_VALUE : most, stop);
                report = read(archive, request, clock, shown, output, stop).shown(shown.count());
            }
            boolean recorded = recording.end(report);
            if (shown.count() == 0) {
                console.note("No event was found there: " + selection.words() + ".");
            } else if (shown.hasMore()) {
                console.note(String.format(
                        Locale.ROOT, "There are more than these %,d; --limit shows more, --limit 0 all.", most));
            }
            int exit = ReadNotes.print(console, report, Duration.between(start, clock.instant()));
            return recorded ? exit : 2;
        }
    }

    private ReadReport read(
            OpenArchive archive, ReadRequest request, Clock clock, Shown shown, QueryOutput output, StopSignal stop)
            throws IOException {
        return follow
                ? archive.follower(clock)
                        .follow(
                                request,
                                selection.hasStart() ? From.START : From.NOW,
                                shown,
                                time -> pause(output, stop, time))
                : archive.reader().read(request, shown);
    }

    private static boolean pause(QueryOutput output, StopSignal stop, Duration time) throws IOException {
        output.flush();
        stop.sleep(time);
        return output.isOpen() && !stop.getAsBoolean();
    }

    /** How many to show; 0 for all. */
    private long most() {
        if (limit != null && (limit < 0 || limit > MAX_LIMIT)) {
            throw new CommandFailure("--limit must be 0 to " + MAX_LIMIT, "0 shows all.");
        }
        return limit != null ? limit : isTable() ? ROWS : 0;
    }

    /** For one more than is shown, to know whether there are more; who follows, does not wait for that. */
    private ReadRequest request(Selection selected, long most) {
        if (follow && order != null && order != ReadRequest.Order.STORED) {
            throw new CommandFailure("--follow shows events as they are stored", "Leave --order out.");
        }
        ReadRequest.Order usual = isTable() ? ReadRequest.Order.NEWEST : ReadRequest.Order.STORED;
        return new ReadRequest(
                selected,
                filter.filter(),
                order == null ? usual : order,
                most == 0 || follow ? most : most + 1,
                allCopies);
    }

    private boolean isTable() {
        return format == QueryFormat.TABLE && !follow;
    }

    private Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>(filter.asked());
        asked.put("format", format.name().toLowerCase(Locale.ROOT));
        return asked;
    }
}
