package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.audit.LineSink;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.table.DuckException;
import dev.taly.activity.audit.table.DuckRows;
import dev.taly.activity.audit.table.DuckTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the events in SQL. */
@Command(
        name = "sql",
        description = {
            "Ask the events in SQL: DuckDB's, on a table events of what is selected.",
            "Its columns are the events' fields; metadata and enrichment are JSON, tenant and date the partition's."
        },
        footer = {
            "",
            "Examples:",
            "  activity sql --tenant acme 'select action, count(*) from events group by 1 order by 2 desc'",
            "  activity sql --tenant acme --from 7d \"select date, sum((metadata->>'amount')::decimal(18,2)) from events group by 1\""
        })
public final class SqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SQL", description = "The statement.")
    private String sql;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private FilterOptions filter;

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

    SqlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        Instant start = clock.instant();
        Selection selected = selection.selection(start);
        try (OpenArchive archive = where.open();
                StopSignal stop = StopSignal.listen(console);
                ReadLog.Recording recording = log.open(archive, console).begin("sql", selected, asked());
                ScratchTable scratch = ScratchTable.create()) {
            DuckTable table = scratch.table();
            ReadReport report = archive.reader().read(selected, filter.filter(), new LineSink() {
                @Override
                public boolean accept(StoredLine line) throws IOException {
                    table.add(line);
                    return wantsMore();
                }

                @Override
                public boolean wantsMore() {
                    return !stop.getAsBoolean();
                }
            });
            if (stop.getAsBoolean()) {
                throw new CommandFailure("it was stopped before all events were read", "");
            }
            print(table);
            boolean recorded = recording.end(report);
            int exit = ReadNotes.print(console, report, Duration.between(start, clock.instant()));
            return recorded ? exit : 2;
        } catch (DuckException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "SQL sees the table events, and nothing else.", e);
        }
    }

    private void print(DuckTable table) throws IOException {
        try (DuckRows rows = table.query(sql)) {
            RowOutput output = RowOutput.open(format, console, rows.columns());
            long count = 0;
            for (List<@Nullable Object> row = rows.next(); row != null && !closed(); row = rows.next()) {
                output.row(row);
                count++;
            }
            output.flush();
            console.out().flush();
            if (count == 0) {
                console.note("The result has no rows.");
            }
        }
    }

    /** Such as by head, when it has seen enough. */
    private boolean closed() {
        return console.out().checkError();
    }

    private Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>(filter.asked());
        asked.put("sql", sql);
        return asked;
    }
}
