package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.format.EventFormat;
import java.io.IOException;
import java.time.ZoneId;

/** How found events are printed. */
enum QueryFormat {
    TABLE,
    JSONL,
    CSV;

    /**
     * Begins to print.
     *
     * @param tenants whether events of several tenants come
     */
    QueryOutput open(Console console, ZoneId zone, boolean tenants) throws IOException {
        return switch (this) {
            case TABLE -> table(new EventTable(console, zone, tenants));
            case JSONL -> new PrintedFormat(EventFormat.jsonl(), console.out());
            case CSV -> new PrintedFormat(EventFormat.csv(), console.out());
        };
    }

    private static QueryOutput table(EventTable table) {
        return new QueryOutput() {
            @Override
            public void line(StoredLine line) {
                table.add(line);
            }

            @Override
            public void flush() {
                table.flush();
            }
        };
    }
}
